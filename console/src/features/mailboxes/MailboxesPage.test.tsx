import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import MailboxesPage from "./MailboxesPage";
import { mailboxesRoute } from "./routes";

const ORGANIZATION = "/api/v1/organizations/acme";

test("checked mailboxes are put into a group, and the list is narrowed to it", async () => {
  const put: unknown[] = [];
  const asked: string[] = [];
  const floor = { id: "floor", name: "Ground floor", mailboxes: 0, version: 1 };
  server.use(
    http.get(`${ORGANIZATION}/mailboxes`, ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("group") ?? "");
      const desk = {
        id: "desk",
        kind: "SHARED",
        name: "Front desk",
        address: "desk@acme.example",
        archivedAt: null,
        createdAt: "2026-11-22T05:00:00Z",
        users: 0,
        groups: put.length > 0 ? [floor] : [],
      };
      return HttpResponse.json({ items: [desk], next: null, previous: null });
    }),
    http.get(`${ORGANIZATION}/mailboxes/count`, () => HttpResponse.json({ count: 1 })),
    http.get(`${ORGANIZATION}/mailbox-groups`, () =>
      HttpResponse.json({ items: [floor], next: null, previous: null }),
    ),
    http.post(`${ORGANIZATION}/mailbox-groups/floor/mailboxes`, async ({ request }) => {
      put.push(await request.json());
      return HttpResponse.json({ ...floor, mailboxes: 1 });
    }),
  );
  const { user } = await renderPage(<MailboxesPage />, {
    messages: "mailboxes",
    permissions: ["mailboxes:read", "mailbox-groups:read", "mailbox-groups:assign"],
    path: mailboxesRoute.path,
    at: `${mailboxesRoute.to({ organizationId: "acme" })}?group=floor`,
  });
  await waitFor(() => expect(asked.at(-1)).toBe("floor"));
  expect(await screen.findByText("Ground floor")).toBeVisible();
  await user.click(await screen.findByRole("checkbox", { name: "Select Front desk" }));
  await user.click(screen.getByRole("button", { name: "Actions for the selection" }));
  await user.click(await screen.findByRole("menuitem", { name: /^Put into a group/ }));
  const dialog = within(await screen.findByRole("dialog", { name: "Put into a group" }));
  await user.click(dialog.getByRole("button", { name: "Put into a group" }));
  await waitFor(() => expect(put).toEqual([{ mailboxIds: ["desk"] }]));
  expect(await screen.findByRole("cell", { name: "Ground floor" })).toBeVisible();
});
