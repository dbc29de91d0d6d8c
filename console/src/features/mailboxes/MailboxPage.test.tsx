import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import MailboxPage from "./MailboxPage";
import { mailboxRoute } from "./routes";

const MAILBOX = "/api/v1/organizations/acme/mailboxes/desk";
const sent: { to: string; body: unknown; ifMatch: string | null }[] = [];

beforeEach(() => {
  sent.length = 0;
  server.use(
    http.get("/api/v1/permissions", () =>
      HttpResponse.json({
        sections: [
          section("USERS", "users:read", "See the users", "ORGANIZATION"),
          section("MAILBOX", "mailbox:send-as", "Send under its address", "MAILBOX"),
        ],
      }),
    ),
    http.get(MAILBOX, () => HttpResponse.json(desk(), { headers: { ETag: '"4"' } })),
    http.get(`${MAILBOX}/usage`, () =>
      HttpResponse.json({
        messages: 0,
        octets: 0,
        limitOctets: null,
        effectiveLimitOctets: 0,
        indexing: "FOLLOWING",
        folders: [],
      }),
    ),
    http.get(`${MAILBOX}/access`, () =>
      HttpResponse.json(
        {
          items: [
            {
              userId: "bob",
              name: "Bob Stone",
              address: "bob@acme.example",
              roles: [{ id: "r1", name: "Reader", system: true }],
              permissions: [],
              effective: ["mailbox:read"],
            },
          ],
          version: 7,
        },
        { headers: { ETag: '"7"' } },
      ),
    ),
    http.get("/api/v1/organizations/acme/roles", ({ request }) =>
      HttpResponse.json({
        items:
          new URL(request.url).searchParams.get("level") === "MAILBOX"
            ? [role("r1", "Reader"), role("r2", "Editor")]
            : [role("r3", "Help desk")],
        next: null,
        previous: null,
      }),
    ),
    http.get("/api/v1/organizations/acme/users", () =>
      HttpResponse.json({
        items: [
          { id: "bob", displayName: "Bob Stone", account: "bob@acme.example" },
          { id: "cid", displayName: "Cid Young", account: "cid@acme.example" },
        ],
        next: null,
        previous: null,
      }),
    ),
    http.get("/api/v1/organizations/acme/mailboxes", () =>
      HttpResponse.json({
        items: [{ id: "archive", name: "Archive", address: "archive@acme.example" }],
        next: null,
        previous: null,
      }),
    ),
    http.put(`${MAILBOX}/access/:userId`, async ({ request, params }) => {
      sent.push({
        to: String(params.userId),
        body: await request.json(),
        ifMatch: request.headers.get("If-Match"),
      });
      return HttpResponse.json({ items: [], version: 8 });
    }),
    http.post(`${MAILBOX}/actions/:verb`, async ({ request, params }) => {
      const text = await request.text();
      sent.push({
        to: String(params.verb),
        body: text === "" ? null : JSON.parse(text),
        ifMatch: null,
      });
      return params.verb === "delete"
        ? new HttpResponse(null, { status: 204 })
        : HttpResponse.json(desk());
    }),
  );
});

describe("the page of a mailbox", () => {
  test("gives a user access by roles and single permissions of mailboxes", async () => {
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "Give a user access" }));
    const picker = within(await screen.findByRole("dialog", { name: "Give a user access" }));
    await user.click(await picker.findByRole("radio", { name: "Cid Young" }));
    expect(picker.queryByRole("radio", { name: "Bob Stone" })).toBeNull();
    await user.click(picker.getByRole("button", { name: "Next" }));
    const dialog = within(
      await screen.findByRole("dialog", { name: "Access of Cid Young to Front desk" }),
    );
    await user.click(await dialog.findByRole("checkbox", { name: "Editor" }));
    expect(dialog.queryByRole("checkbox", { name: "Help desk" })).toBeNull();
    await user.click(dialog.getByRole("checkbox", { name: "Send under its address" }));
    await user.click(dialog.getByRole("button", { name: "Save access" }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          to: "cid",
          body: { roles: ["r2"], permissions: ["mailbox:send-as"] },
          ifMatch: '"7"',
        },
      ]),
    );
  });

  test("is deleted when its name was typed, and its messages can go to another", async () => {
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "Delete for good" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("1,234 messages are deleted for good.")).toBeVisible();
    await user.click(dialog.getByRole("radio", { name: "Move them to another mailbox" }));
    await user.type(
      dialog.getByRole("textbox", { name: "Address of the other mailbox" }),
      "Archive@acme.example",
    );
    expect(dialog.getByRole("button", { name: "Delete for good" })).toBeDisabled();
    await user.type(dialog.getByRole("textbox", { name: /Type/ }), "Front desk");
    await user.click(dialog.getByRole("button", { name: "Delete for good" }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          to: "delete",
          body: { confirmation: "Front desk", transferTo: "archive" },
          ifMatch: null,
        },
      ]),
    );
  });

  test("offers nothing to whoever may only see it", async () => {
    await renderPage(<MailboxPage />, {
      path: mailboxRoute.path,
      at: "/organizations/acme/mailboxes/desk",
      messages: "mailboxes",
      permissions: ["mailboxes:read"],
    });
    expect(await screen.findByText("Bob Stone")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Give a user access" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Delete for good" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});

function open() {
  return renderPage(<MailboxPage />, {
    path: mailboxRoute.path,
    at: "/organizations/acme/mailboxes/desk",
    messages: "mailboxes",
    permissions: [
      "mailboxes:read",
      "mailboxes:manage",
      "mailboxes:archive",
      "mailboxes:delete",
      "mailboxes:assign",
      "users:read",
    ],
  });
}

function desk() {
  return {
    id: "desk",
    kind: "SHARED",
    name: "Front desk",
    address: "desk@acme.example",
    visible: true,
    archivedAt: null,
    createdAt: "2026-11-22T10:00:00Z",
    folders: 6,
    messages: 1234,
    octets: 56_000,
    groups: [],
    version: 4,
  };
}

function section(name: string, permission: string, summary: string, level: string) {
  return { section: name, permissions: [{ permission, summary, level, code: null }] };
}

function role(id: string, name: string) {
  return { id, name, description: "", level: "MAILBOX", system: true, permissions: [], holders: 0 };
}
