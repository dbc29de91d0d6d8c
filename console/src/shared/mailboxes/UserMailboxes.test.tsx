import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { UserMailboxes } from "./UserMailboxes";

const ACME = "/api/v1/organizations/acme";
const PAGE = { next: null, previous: null };

test("goes on with nothing that another search doesn't show any more", async () => {
  server.use(
    http.get(`${ACME}/users/bob/mailboxes`, () => HttpResponse.json({ items: [] })),
    http.get(`${ACME}/mailboxes`, ({ request }) =>
      HttpResponse.json({
        items: [
          { id: "desk", name: "Front desk", address: "desk@acme.example" },
          { id: "shop", name: "Shop", address: "shop@acme.example" },
        ].filter(({ address }) =>
          address.includes(new URL(request.url).searchParams.get("search") ?? ""),
        ),
        ...PAGE,
      }),
    ),
  );
  const { user } = await renderPage(
    <UserMailboxes organizationId="acme" user={{ id: "bob", name: "Bob Stone" }} />,
    {
      path: "/organizations/:organizationId/users",
      at: "/organizations/acme/users",
      permissions: ["mailboxes:read", "mailboxes:assign"],
    },
  );
  await user.click(await screen.findByRole("button", { name: "Give access to a mailbox" }));
  const picker = within(await screen.findByRole("dialog", { name: "Give access to a mailbox" }));
  await user.click(await picker.findByRole("radio", { name: "Front desk" }));
  expect(picker.getByRole("status")).toHaveTextContent("2 to choose from");
  await user.type(picker.getByRole("textbox", { name: "Find a mailbox" }), "shop");
  await waitFor(() => expect(picker.queryByRole("radio", { name: "Front desk" })).toBeNull());
  expect(picker.getByRole("status")).toHaveTextContent("1 to choose from");
  expect(picker.getByRole("button", { name: "Next" })).toBeDisabled();
});

test("a mailbox is chosen first, then the roles of its user", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get("/api/v1/permissions", () => HttpResponse.json({ sections: [] })),
    http.get(`${ACME}/users/bob/mailboxes`, () => HttpResponse.json({ items: [] })),
    http.get(`${ACME}/mailboxes/bob/usage`, () =>
      HttpResponse.json({
        messages: 0,
        octets: 0,
        limitOctets: null,
        effectiveLimitOctets: 0,
        indexing: "FOLLOWING",
        folders: [],
      }),
    ),
    http.get(`${ACME}/mailboxes`, () =>
      HttpResponse.json({
        items: [
          { id: "bob", name: "Bob Stone", address: "bob@acme.example" },
          { id: "desk", name: "Front desk", address: "desk@acme.example" },
        ],
        ...PAGE,
      }),
    ),
    http.get(`${ACME}/mailboxes/desk/access`, () =>
      HttpResponse.json({ items: [], version: 0 }, { headers: { ETag: '"0"' } }),
    ),
    http.get(`${ACME}/roles`, () =>
      HttpResponse.json({
        items: [
          {
            id: "r1",
            name: "Reader",
            description: "Reads",
            level: "MAILBOX",
            system: true,
            permissions: ["mailbox:read"],
            holders: 0,
          },
        ],
        ...PAGE,
      }),
    ),
    http.put(`${ACME}/mailboxes/desk/access/bob`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ items: [], version: 1 });
    }),
  );
  const { user } = await renderPage(
    <UserMailboxes organizationId="acme" user={{ id: "bob", name: "Bob Stone" }} />,
    {
      path: "/organizations/:organizationId/users",
      at: "/organizations/acme/users",
      permissions: ["mailboxes:read", "mailboxes:assign"],
    },
  );
  expect(await screen.findByText("The user was given access to no other mailbox.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Give access to a mailbox" }));
  const picker = within(await screen.findByRole("dialog", { name: "Give access to a mailbox" }));
  await user.click(await picker.findByRole("radio", { name: "Front desk" }));
  expect(picker.queryByRole("radio", { name: "Bob Stone" })).toBeNull();
  await user.click(picker.getByRole("button", { name: "Next" }));
  const dialog = within(
    await screen.findByRole("dialog", { name: "Access of Bob Stone to Front desk" }),
  );
  await user.click(await dialog.findByRole("checkbox", { name: "Reader" }));
  await user.click(dialog.getByRole("button", { name: "Save access" }));
  await waitFor(() => expect(sent).toEqual([{ roles: ["r1"], permissions: [] }]));
});

test("gives a mailbox to a user who was created without one", async () => {
  let has = false;
  server.use(
    http.get(`${ACME}/users/bob/mailboxes`, () => HttpResponse.json({ items: [] })),
    http.get(`${ACME}/mailboxes/bob/usage`, () =>
      has
        ? HttpResponse.json({
            messages: 0,
            octets: 0,
            limitOctets: null,
            effectiveLimitOctets: 0,
            indexing: "FOLLOWING",
            folders: [],
          })
        : HttpResponse.json(
            { type: "urn:problem:kernel:not-found", status: 404, title: "No such mailbox" },
            { status: 404 },
          ),
    ),
    http.post(`${ACME}/users/bob/mailbox`, () => {
      has = true;
      return new HttpResponse(null, { status: 201 });
    }),
  );
  const { user } = await renderPage(
    <UserMailboxes organizationId="acme" user={{ id: "bob", name: "Bob Stone" }} />,
    {
      path: "/organizations/:organizationId/users",
      at: "/organizations/acme/users",
      permissions: ["mailboxes:read", "mailboxes:manage"],
    },
  );
  expect(await screen.findByRole("heading", { name: "No mailbox" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Create mailbox" }));
  await waitFor(() => expect(screen.queryByRole("heading", { name: "No mailbox" })).toBeNull());
});
