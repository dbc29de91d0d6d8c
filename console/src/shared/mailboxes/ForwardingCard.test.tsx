import type { PermissionName } from "@shared/rights/queries";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { ForwardingCard } from "./ForwardingCard";

const FORWARDING = "/api/v1/organizations/acme/mailboxes/ann/forwarding";
const NONE = { active: false, targets: [], keepCopy: true, from: null, until: null, version: 0 };
const FIRST = { headers: { ETag: '"0"' } };

function open(permissions: PermissionName[]) {
  return renderPage(<ForwardingCard organizationId="acme" mailboxId="ann" />, {
    path: "/organizations/:organizationId/users",
    at: "/organizations/acme/users",
    permissions,
  });
}

test("addresses are typed a line each, and a refused one is named", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get(FORWARDING, () => HttpResponse.json(NONE, FIRST)),
    http.put(FORWARDING, async ({ request }) => {
      expect(request.headers.get("If-Match")).toBe('"0"');
      sent.push(await request.json());
      return sent.length > 1
        ? HttpResponse.json({ ...NONE, active: true, targets: ["ben@acme.example"] })
        : HttpResponse.json(
            {
              type: "urn:problem:kernel:invalid",
              title: "Not valid",
              errors: [
                { field: "targets[1]", code: "unknown", message: "Nobody has that address here." },
              ],
            },
            { status: 422, headers: { "Content-Type": "application/problem+json" } },
          );
    }),
  );
  const { user } = await open(["mailboxes:read", "mailboxes:delivery"]);
  expect(await screen.findByText("Mail stays here.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Change forwarding" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByRole("switch", { name: "Forward mail" })).toBeChecked();
  await user.type(dialog.getByRole("textbox", { name: "To" }), "ben@acme.example\nno@acme.example");
  await user.click(dialog.getByRole("checkbox", { name: "Keep a copy in the mailbox" }));
  await user.click(dialog.getByRole("button", { name: "Save forwarding" }));
  expect(await dialog.findByText("no@acme.example: Nobody has that address here.")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Save forwarding" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent[0]).toEqual({
    active: true,
    targets: ["ben@acme.example", "no@acme.example"],
    keepCopy: false,
    from: null,
    until: null,
  });
});

test("whoever may only see mailboxes sees where mail goes on to", async () => {
  server.use(
    http.get(FORWARDING, () =>
      HttpResponse.json({ ...NONE, active: true, targets: ["ben@acme.example"] }, FIRST),
    ),
  );
  await open(["mailboxes:read"]);
  expect(await screen.findByText("ben@acme.example")).toBeVisible();
  expect(screen.getByText("Stays in the mailbox")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Change forwarding" })).toBeNull();
});
