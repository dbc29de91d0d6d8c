import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import ConnectionsPage from "./ConnectionsPage";
import StatusesPage from "./StatusesPage";

const USERS = "/api/v1/organizations/acme/users";
const asked: string[] = [];
const sent: unknown[] = [];
const ANN = {
  id: "u1",
  account: "ann@acme.example",
  displayName: "Ann Fisher",
  state: "ACTIVE",
  allowIncoming: false,
  signInMethod: "DEFAULT",
  secondFactor: true,
  passwordSet: true,
  passwordExpired: false,
  passwordChangesDisabled: false,
  indexing: "QUEUED",
  connections: [
    {
      service: "IMAP",
      count: 2,
      beganAt: "2026-01-01T10:00:00Z",
      lastSeenAt: "2026-01-01T10:42:30Z",
    },
  ],
  lastSignInAt: null,
  lastAddress: "192.0.2.7",
  guest: false,
};

beforeEach(() => {
  asked.length = 0;
  sent.length = 0;
  server.use(
    http.get(`${USERS}/statuses`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ items: [ANN], next: null, previous: null });
    }),
    http.get(`${USERS}/count`, () => HttpResponse.json({ count: 1 })),
    http.post(`${USERS}/actions/preview`, () =>
      HttpResponse.json({ count: 1, samples: ["ann@acme.example"] }),
    ),
    http.post(`${USERS}/actions/:act`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
});

function show(page: "connections" | "statuses") {
  return renderPage(page === "connections" ? <ConnectionsPage /> : <StatusesPage />, {
    messages: "users",
    path: `/organizations/:organizationId/users/${page}`,
    at: `/organizations/acme/users/${page}`,
    permissions: ["users:read", "users:disconnect", "users:passwords"],
  });
}

test("connections are shown with their length and dropped by the service of the tab", async () => {
  const { user } = await show("connections");
  expect(await screen.findByText("Mail program (IMAP): 2")).toBeVisible();
  expect(screen.getByText("42 minutes")).toBeVisible();
  expect(screen.getByText("192.0.2.7")).toBeVisible();
  expect(asked[0]).toContain("connected=WEB&connected=IMAP&connected=SUBMISSION");

  await user.click(screen.getByRole("tab", { name: "Mail program (IMAP)" }));
  await waitFor(() => expect(asked.at(-1)).toMatch(/connected=IMAP$/));
  await user.click(await screen.findByRole("button", { name: "Actions for Ann Fisher" }));
  await user.click(await screen.findByRole("menuitem", { name: "Disconnect" }));
  await user.click(await screen.findByRole("button", { name: "Disconnect" }));
  await waitFor(() => expect(sent).toEqual([{ selection: { ids: ["u1"] }, services: ["IMAP"] }]));
});

test("statuses tell how sign-in and the search index stand", async () => {
  await show("statuses");
  expect(await screen.findByText("Queued")).toBeVisible();
  expect(screen.getByText("Second factor")).toBeVisible();
  expect(screen.getByRole("button", { name: "Refresh" })).toBeVisible();
  expect(asked[0]).not.toContain("connected");
});
