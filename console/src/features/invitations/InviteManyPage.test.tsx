import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import InviteManyPage from "./InviteManyPage";
import { inviteManyRoute } from "./routes";

test("only who can be invited of a checked list is invited", async () => {
  let sent: unknown;
  server.use(
    http.get("/api/v1/permissions", () => HttpResponse.json({ sections: [] })),
    http.get("/api/v1/organizations/acme/roles", () =>
      HttpResponse.json({ items: [], next: null, previous: null }),
    ),
    http.post("/api/v1/organizations/acme/invitations/check", () =>
      HttpResponse.json({ people: [person("FREE"), person("INVALID")], now: 200 }),
    ),
    http.post("/api/v1/organizations/acme/invitations/batch", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
  const { user } = await renderPage(<InviteManyPage />, {
    path: inviteManyRoute.path,
    at: inviteManyRoute.to({ organizationId: "acme" }),
    messages: "invitations",
    permissions: ["users:invite"],
  });
  await user.type(await screen.findByRole("textbox", { name: /Whom to invite/ }), "ann, none");
  await user.click(screen.getByRole("button", { name: "Check the list" }));
  expect(await screen.findByText(/To be invited: 1\. Left out: 1\./)).toBeVisible();
  expect(screen.getByText("Not an address")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Send 1 invitation" }));
  expect(await screen.findByRole("heading", { name: "Elsewhere" })).toBeVisible();
  expect(sent).toMatchObject({
    people: [{ address: "ann@far.example", firstName: "Ann", lastName: "" }],
  });
});

function person(verdict: "FREE" | "INVALID") {
  return verdict === "FREE"
    ? { text: "ann", address: "ann@far.example", firstName: "Ann", lastName: "", verdict }
    : { text: "none", address: null, firstName: "", lastName: "", verdict };
}
