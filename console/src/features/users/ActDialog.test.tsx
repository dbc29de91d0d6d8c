import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { ActDialog } from "./ActDialog";

const ACME = "/api/v1/organizations/acme";

async function asksToDisable(count: number) {
  server.use(
    http.post(`${ACME}/users/actions/preview`, () =>
      HttpResponse.json({ count, samples: ["ann@acme.example", "bob@acme.example"] }),
    ),
    http.get(`${ACME}/units`, () => HttpResponse.json({ items: [] })),
  );
  const { user } = await renderPage(
    <ActDialog
      organizationId="acme"
      asked={{ kind: "many", act: "disable", selection: { filter: {} } }}
      onClose={() => {}}
    />,
    { messages: "users" },
  );
  await screen.findByText("Among them: ann@acme.example, bob@acme.example");
  return { user, disable: screen.getByRole("button", { name: "Disable" }) };
}

test("up to a thousand users are disabled with one click", async () => {
  const { disable } = await asksToDisable(1_000);
  expect(disable).toBeEnabled();
});

test("of more the number is typed first", async () => {
  const { user, disable } = await asksToDisable(1_001);
  expect(disable).toBeDisabled();
  await user.type(screen.getByRole("textbox"), "1000");
  expect(disable).toBeDisabled();
  await user.clear(screen.getByRole("textbox"));
  await user.type(screen.getByRole("textbox"), "1001");
  expect(disable).toBeEnabled();
});
