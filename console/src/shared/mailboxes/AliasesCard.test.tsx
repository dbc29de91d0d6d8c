import type { PermissionName } from "@shared/rights/queries";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { AliasesCard } from "./AliasesCard";

const ALIASES = "/api/v1/organizations/acme/mailboxes/ann/aliases";

function open(permissions: PermissionName[]) {
  return renderPage(<AliasesCard organizationId="acme" mailboxId="ann" />, {
    path: "/organizations/:organizationId/users",
    at: "/organizations/acme/users",
    permissions,
  });
}

test("an alias is added and removed", async () => {
  let items = ["a@acme.example"];
  server.use(
    http.get(ALIASES, () => HttpResponse.json({ items })),
    http.post(ALIASES, async ({ request }) => {
      const { address } = (await request.json()) as { address: string };
      items = [...items, address];
      return HttpResponse.json({ items });
    }),
    http.post(`${ALIASES}/actions/remove`, async ({ request }) => {
      const { address } = (await request.json()) as { address: string };
      items = items.filter((one) => one !== address);
      return HttpResponse.json({ items });
    }),
  );
  const { user } = await open(["mailboxes:read", "mailboxes:delivery"]);
  await user.click(await screen.findByRole("button", { name: "Add alias" }));
  const adding = await screen.findByRole("dialog");
  await user.type(
    within(adding).getByRole("textbox", { name: "E-mail address" }),
    "b@acme.example",
  );
  await user.click(within(adding).getByRole("button", { name: "Add alias" }));
  expect(await screen.findByRole("button", { name: "Remove b@acme.example" })).toBeVisible();

  await user.click(screen.getByRole("button", { name: "Remove a@acme.example" }));
  await user.click(
    within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }),
  );
  await waitFor(() => expect(screen.queryByText("a@acme.example")).toBeNull());
});

test("whoever may only see mailboxes changes nothing", async () => {
  server.use(http.get(ALIASES, () => HttpResponse.json({ items: ["a@acme.example"] })));
  await open(["mailboxes:read"]);
  expect(await screen.findByText("a@acme.example")).toBeVisible();
  expect(screen.queryByRole("button", { name: /alias|Remove/ })).toBeNull();
});
