import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import InvitationPage from "./InvitationPage";
import { invitationRoute } from "./routes";

test("what was chosen stays when somebody else changed the invitation", async () => {
  let version = 0;
  server.use(
    http.get("/api/v1/permissions", () => HttpResponse.json({ sections: [] })),
    http.get("/api/v1/organizations/acme/roles", () =>
      HttpResponse.json({ items: [], next: null, previous: null }),
    ),
    http.get("/api/v1/organizations/acme/invitations/i1", () => {
      version += 1;
      return HttpResponse.json(invitation(version), { headers: { ETag: `"${version}"` } });
    }),
  );
  const { queries, user } = await renderPage(<InvitationPage />, {
    path: invitationRoute.path,
    at: invitationRoute.to({ organizationId: "acme", invitationId: "i1" }),
    messages: "invitations",
    permissions: ["users:invite", "mailboxes:assign", "mailboxes:read"],
  });
  await screen.findByText("Desk");
  await user.click(screen.getByRole("button", { name: /Desk/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
  expect(screen.queryByText("Desk")).toBeNull();
  await queries.refetchQueries({ queryKey: ["invitations"] });
  await waitFor(() => expect(version).toBe(2));
  expect(screen.queryByText("Desk")).toBeNull();
});

function invitation(version: number) {
  return {
    id: "i1",
    address: "ann@far.example",
    firstName: "",
    lastName: "",
    state: "PENDING",
    roles: [],
    permissions: version === 1 ? [] : ["users:read"],
    mailboxes: [{ mailboxId: "m1", name: "Desk", roles: [], permissions: [] }],
    inviterId: "u1",
    inviterName: "Olga",
    userId: null,
    unsent: false,
    createdAt: "2026-01-01T00:00:00Z",
    sentAt: "2026-01-01T00:00:00Z",
    expiresAt: "2099-01-01T00:00:00Z",
    endedAt: null,
    version,
  };
}
