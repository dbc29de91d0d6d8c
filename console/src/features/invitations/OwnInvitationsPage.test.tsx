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
