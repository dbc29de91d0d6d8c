import type { PermissionName } from "@shared/rights/queries";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { DefaultMailboxCard, OwnDefaultMailboxCard } from "./DefaultMailboxCard";

const OF_ANN = "/api/v1/organizations/acme/users/ann/default-mailbox";
const OWN = "/api/v1/me/default-mailbox";
const DESK = { id: "desk", name: "Desk", address: "desk@acme.example" };

function open(card: React.ReactElement, permissions: PermissionName[]) {
  return renderPage(card, {
    path: "/organizations/:organizationId/users",
    at: "/organizations/acme/users",
    permissions,
  });
}

function play(path: string, before: string | null) {
  const sent: unknown[] = [];
  server.use(
    http.get(path, () => HttpResponse.json({ mailboxId: before, choices: [DESK] })),
    http.put(path, async ({ request }) => {
      const wanted = (await request.json()) as { mailboxId: string | null };
      sent.push(wanted);
      return HttpResponse.json({ ...wanted, choices: [DESK] });
    }),
  );
  return sent;
}

test("an administrator chooses where a user works first", async () => {
  const sent = play(OF_ANN, null);
  const { user } = await open(<DefaultMailboxCard organizationId="acme" userId="ann" />, [
    "mailboxes:read",
    "mailboxes:delivery",
  ]);
  const field = await screen.findByRole("combobox", { name: "Default mailbox" });
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  await user.selectOptions(field, "Desk (desk@acme.example)");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([{ mailboxId: "desk" }]));
});

test("whoever may only see mailboxes chooses nothing", async () => {
  play(OF_ANN, "desk");
  await open(<DefaultMailboxCard organizationId="acme" userId="ann" />, ["mailboxes:read"]);
  const field = await screen.findByRole("combobox", { name: "Default mailbox" });
  expect(field).toHaveValue("desk");
  expect(field).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("one turns one's own off", async () => {
  const sent = play(OWN, "desk");
  const { user } = await open(<OwnDefaultMailboxCard />, []);
  const field = await screen.findByRole("combobox", { name: "Default mailbox" });
  await user.selectOptions(field, "Turned off: the own mailbox");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([{ mailboxId: null }]));
});
