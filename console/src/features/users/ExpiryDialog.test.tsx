import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { BulkExpiryDialog, ExpiryDialog } from "./ExpiryDialog";
import type { User } from "./queries";

test("the end of an account is set for one and for many", async () => {
  const sent: unknown[] = [];
  const users = "/api/v1/organizations/o1/users";
  server.use(
    http.post(`${users}/u1/actions/set-expiry`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...ANN, expiresOn: "2040-12-31" });
    }),
    http.post(`${users}/actions/preview`, () =>
      HttpResponse.json({ count: 2, samples: ["ann@acme.example", "bob@acme.example"] }),
    ),
    http.post(`${users}/actions/set-expiry`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
  const one = await renderPage(
    <ExpiryDialog organizationId="o1" user={ANN} onClose={() => undefined} />,
    { messages: "users" },
  );
  await one.user.type(await screen.findByLabelText("Expires on"), "2040-12-31");
  await one.user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([{ expiresOn: "2040-12-31" }]));
  one.unmount();

  const many = await renderPage(
    <BulkExpiryDialog
      organizationId="o1"
      selection={{ ids: ["u1", "u2"] }}
      onClose={() => undefined}
      onDone={() => undefined}
    />,
    { messages: "users" },
  );
  await many.user.click(await screen.findByRole("button", { name: "Set expiry" }));
  await waitFor(() =>
    expect(sent[1]).toEqual({ selection: { ids: ["u1", "u2"] }, expiresOn: null }),
  );
});

const ANN = {
  id: "u1",
  account: "ann@acme.example",
  profile: { displayName: "Ann Ash" },
  expiresOn: null,
} as User;
