import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import OwnInvitationsPage from "./OwnInvitationsPage";
import { ownInvitationsRoute } from "./routes";

test("one's own page says why no invitation can be accepted", async () => {
  server.use(
    http.get("/api/v1/me/invitations", () =>
      HttpResponse.json({ addressProven: true, addressTrusted: false, pending: [], accepted: [] }),
    ),
  );
  await renderPage(<OwnInvitationsPage />, {
    path: ownInvitationsRoute.path,
    messages: "invitations",
  });
  expect(await screen.findByText(/hasn't proved the domain of your address/)).toBeVisible();
});

test("what one was invited to is read after the link has proved the address", async () => {
  const asked: string[] = [];
  server.use(
    http.post("/api/v1/me/invitations/proof", async () => {
      asked.push("proof");
      return new HttpResponse(null, { status: 204 });
    }),
    http.get("/api/v1/me/invitations", () => {
      asked.push("list");
      return HttpResponse.json({
        addressProven: asked[0] === "proof",
        addressTrusted: true,
        pending: [],
        accepted: [],
      });
    }),
  );
  await renderPage(<OwnInvitationsPage />, {
    path: ownInvitationsRoute.path,
    at: `${ownInvitationsRoute.path}?token=of-the-mail`,
    messages: "invitations",
  });
  expect(await screen.findByText("No invitation waits for your answer.")).toBeVisible();
  expect(asked).toEqual(["proof", "list"]);
});
