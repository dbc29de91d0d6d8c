import type { Permission } from "@shared/session/permissions";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import MailGroupPage from "./MailGroupPage";
import type { MailGroupMember } from "./mail-groups";
import { mailGroupRoute } from "./routes";

const GROUP = "/api/v1/organizations/acme/mail-groups/team";

/** The server as a test plays it. */
let members: MailGroupMember[];

beforeEach(() => {
  members = [];
  server.use(
    http.get(GROUP, () =>
      HttpResponse.json(
        {
          id: "team",
          name: "Team",
          address: "team@acme.example",
          writers: "ORGANIZATION",
          members: members.length,
          createdAt: "2026-11-22T05:00:00Z",
          version: 1,
        },
        { headers: { ETag: '"1"' } },
      ),
    ),
    http.get(`${GROUP}/members`, () => HttpResponse.json({ items: members })),
    http.post(`${GROUP}/members`, async ({ request }) => {
      const { addresses } = (await request.json()) as { addresses: string[] };
      const unknown = addresses.findIndex((one) => one.startsWith("nobody@"));
      if (unknown >= 0) {
        return HttpResponse.json(
          {
            type: "urn:problem:validation",
            title: "Some fields are not right",
            status: 422,
            detail: "See errors.",
            errors: [
              {
                field: `addresses[${unknown}]`,
                code: "unknown",
                message: "Nobody has that address here.",
              },
            ],
          },
          { status: 422, headers: { "Content-Type": "application/problem+json" } },
        );
      }
      members = addresses.map((address) => ({ address, name: "", kind: "USER" }));
      return HttpResponse.json({ items: members });
    }),
    http.post(`${GROUP}/members/actions/remove`, async ({ request }) => {
      const { addresses } = (await request.json()) as { addresses: string[] };
      members = members.filter(({ address }) => !addresses.includes(address));
      return HttpResponse.json({ items: members });
    }),
  );
});

function open(permissions: readonly Permission[] = ["mailboxes:read", "mailboxes:delivery"]) {
  return renderPage(<MailGroupPage />, {
    messages: "mailboxes",
    permissions,
    path: mailGroupRoute.path,
    at: mailGroupRoute.to({ organizationId: "acme", mailGroupId: "team" }),
  });
}

test("members are added many at once, what is wrong is told of each, and one is removed", async () => {
  const { user } = await open();
  expect(await screen.findByText(/Nobody is a member/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Add members" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add members" }));
  const field = dialog.getByRole("textbox", { name: /^Addresses/ });
  await user.type(field, "ann@acme.example\nnobody@acme.example");
  await user.click(dialog.getByRole("button", { name: "Add members" }));
  expect(
    await dialog.findByText("nobody@acme.example: Nobody has that address here."),
  ).toBeVisible();
  await user.clear(field);
  await user.type(field, "ann@acme.example, bob@acme.example");
  await user.click(dialog.getByRole("button", { name: "Add members" }));

  await user.click(await screen.findByRole("button", { name: "Remove ann@acme.example" }));
  const confirm = within(await screen.findByRole("dialog"));
  await user.click(confirm.getByRole("button", { name: "Remove" }));
  expect(await screen.findByRole("cell", { name: "bob@acme.example" })).toBeVisible();
  expect(screen.queryByRole("cell", { name: "ann@acme.example" })).not.toBeInTheDocument();
});

test("who may only look changes nothing", async () => {
  members = [{ address: "ann@acme.example", name: "Ann", kind: "USER" }];
  await open(["mailboxes:read"]);
  expect(await screen.findByRole("cell", { name: "ann@acme.example" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Add members" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Delete" })).not.toBeInTheDocument();
});
