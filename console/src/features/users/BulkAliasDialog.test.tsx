import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { BulkAliasDialog } from "./BulkAliasDialog";

const ACTIONS = "/api/v1/organizations/o1/users/actions";

test("an alias of many is tried first, and given by the same pattern then", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(`${ACTIONS}/preview`, () =>
      HttpResponse.json({ count: 2, samples: ["ann@acme.example", "bob@acme.example"] }),
    ),
    http.post(`${ACTIONS}/change-aliases`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
  const selection = { ids: ["u1", "u2"] };
  const { user } = await renderPage(
    <BulkAliasDialog
      organizationId="o1"
      selection={selection}
      onClose={() => undefined}
      onDone={() => undefined}
    />,
    { messages: "users" },
  );
  await user.click(await screen.findByRole("button", { name: "Try" }));
  expect(await screen.findByText("Give a pattern such as {local}@new.example.")).toBeVisible();
  await user.type(screen.getByLabelText(/Pattern/), "{{first}@new.example");
  await user.click(screen.getByRole("button", { name: "Try" }));
  const wish = { selection, way: "ADD", pattern: "{first}@new.example" };
  await waitFor(() => expect(sent).toEqual([{ ...wish, dryRun: true }]));
  await user.click(screen.getByRole("checkbox", { name: /Only say what would happen/ }));
  await user.click(screen.getByRole("button", { name: "Change aliases" }));
  await waitFor(() => expect(sent.at(-1)).toEqual({ ...wish, dryRun: false }));
});
