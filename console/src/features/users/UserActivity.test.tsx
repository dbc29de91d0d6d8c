import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { UserActivity } from "./UserActivity";

const ANN = "/api/v1/organizations/acme/users/ann";

const IMAP = {
  id: "imap",
  service: "IMAP",
  client: "Postwoman 7.1",
  address: "192.0.2.7",
  beganAt: "2026-11-23T08:00:00Z",
  lastSeenAt: "2026-11-23T08:12:30Z",
};

test("what a user is connected by is shown and ended, and goes by itself", async () => {
  const sent: unknown[] = [];
  let open = [IMAP];
  server.use(
    http.get(`${ANN}/activity`, () =>
      HttpResponse.json({
        lastSignInAt: null,
        open,
        last: [{ ...IMAP, id: undefined, lastUsedAt: IMAP.lastSeenAt }],
      }),
    ),
    http.post(`${ANN}/actions/disconnect`, async ({ request }) => {
      sent.push(await request.json());
      open = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = await renderPage(<UserActivity organizationId="acme" userId="ann" />, {
    messages: "users",
    path: "/organizations/:organizationId",
    at: "/organizations/acme",
    permissions: ["users:disconnect"],
  });
  const table = await screen.findByRole("grid", { name: "Connected now" });
  expect(within(table).getByText("Postwoman 7.1")).toBeVisible();
  expect(within(table).getByText("192.0.2.7")).toBeVisible();
  expect(within(table).getByText("12 minutes")).toBeVisible();
  expect(screen.getByText("Never")).toBeVisible();
  await user.click(within(table).getByRole("button", { name: "Disconnect" }));
  expect(await screen.findByText("Not connected by any service.")).toBeVisible();
  expect(sent).toEqual([{ sessionId: "imap" }]);
});
