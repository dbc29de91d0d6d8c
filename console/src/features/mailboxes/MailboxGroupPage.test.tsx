import type { Permission } from "@shared/session/permissions";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import MailboxGroupPage from "./MailboxGroupPage";
import { mailboxGroupRoute } from "./routes";

const GROUP = "/api/v1/organizations/acme/mailbox-groups/floor";

/** The mailboxes of the group, as the server of a test has them. */
let inside: string[];

beforeEach(() => {
  inside = ["desk"];
  server.use(
    http.get(GROUP, () =>
      HttpResponse.json(
        {
          id: "floor",
          name: "Ground floor",
          mailboxes: inside.length,
          createdAt: "2026-11-22T05:00:00Z",
          version: 1,
        },
        { headers: { ETag: '"1"' } },
      ),
    ),
    http.get("/api/v1/organizations/acme/mailboxes", ({ request }) => {
      const isOfGroup = new URL(request.url).searchParams.get("group") === "floor";
      const ids = isOfGroup ? inside : ["desk", "fax"];
      return HttpResponse.json({ items: ids.map(mailbox), next: null, previous: null });
    }),
    http.get("/api/v1/organizations/acme/mailboxes/count", () =>
      HttpResponse.json({ count: inside.length }),
    ),
    http.post(`${GROUP}/mailboxes`, async ({ request }) => {
      const { mailboxIds } = (await request.json()) as { mailboxIds: string[] };
      inside = [...inside, ...mailboxIds];
      return HttpResponse.json({ id: "floor", name: "Ground floor", mailboxes: inside.length });
    }),
    http.post(`${GROUP}/mailboxes/actions/remove`, async ({ request }) => {
      const { mailboxIds } = (await request.json()) as { mailboxIds: string[] };
      inside = inside.filter((id) => !mailboxIds.includes(id));
      return HttpResponse.json({ id: "floor", name: "Ground floor", mailboxes: inside.length });
    }),
  );
});

function mailbox(id: string) {
  return {
    id,
    kind: "SHARED",
    name: id === "desk" ? "Front desk" : "Fax",
    address: `${id}@acme.example`,
    visible: true,
    archivedAt: null,
    createdAt: "2026-11-22T05:00:00Z",
    users: 0,
    groups: [],
  };
}

function open(permissions: readonly Permission[]) {
  return renderPage(<MailboxGroupPage />, {
    messages: "mailboxes",
    permissions,
    path: mailboxGroupRoute.path,
    at: mailboxGroupRoute.to({ organizationId: "acme", mailboxGroupId: "floor" }),
  });
}

test("mailboxes are put in and taken out again", async () => {
  const { user } = await open([
    "mailboxes:read",
    "mailbox-groups:read",
    "mailbox-groups:manage",
    "mailbox-groups:assign",
  ]);
  await screen.findByRole("link", { name: "Front desk" });
  await user.click(screen.getByRole("button", { name: "Put a mailbox in" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Put a mailbox in" }));
  await user.click(await dialog.findByRole("radio", { name: "Fax" }));
  expect(dialog.queryByRole("radio", { name: "Front desk" })).toBeNull();
  await user.click(dialog.getByRole("button", { name: "Next" }));
  expect(await screen.findByRole("link", { name: "Fax" })).toBeVisible();

  await user.click(screen.getByRole("button", { name: "Actions for Front desk" }));
  await user.click(await screen.findByRole("menuitem", { name: "Take out of the group" }));
  await waitFor(() => expect(screen.queryByRole("link", { name: "Front desk" })).toBeNull());
  expect(inside).toEqual(["fax"]);
});

test("who may only look changes nothing", async () => {
  await open(["mailboxes:read", "mailbox-groups:read"]);
  expect(await screen.findByRole("link", { name: "Front desk" })).toBeVisible();
  for (const name of ["Put a mailbox in", "Rename", "Delete", "Actions for Front desk"]) {
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  }
});
