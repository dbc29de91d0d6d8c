import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import AuditPage from "./AuditPage";
import InstanceAuditPage from "./InstanceAuditPage";
import { auditRoute, instanceAuditRoute } from "./routes";

const AUDIT = "/api/v1/organizations/acme/audit";
const ANN = "01a201d5-7429-7000-ab70-008dc24dc05b";
const BOB = "01a201d5-7429-7000-ab70-008dc24dc05c";

function entry(sequence: number, action: string, more: object = {}) {
  return {
    sequence,
    at: "2026-11-22T10:00:00Z",
    actorId: ANN,
    actorName: "Ann Fisher",
    channel: "CONSOLE",
    address: "192.0.2.7",
    action,
    subjectType: "user",
    subjectId: BOB,
    subjectName: "bob@acme.example",
    before: {},
    after: {},
    outcome: "DONE",
    ...more,
  };
}

const ENTRIES = [
  entry(3, "grants.changed", {
    before: { roles: ["Member", "Front desk"], permissions: [] },
    after: { roles: ["Member", "Payroll"], permissions: [] },
  }),
  entry(2, "users.disabled", {
    before: { state: "ACTIVE", allowIncoming: true },
    after: { state: "DISABLED", allowIncoming: false },
  }),
  entry(1, "users.created", {
    after: { displayName: "Bob Miller", password: "(secret)", unitId: "north" },
  }),
];

async function open(at = auditRoute.to({ organizationId: "acme" })) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(AUDIT, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: ENTRIES, next: null, previous: null });
    }),
    http.get("/api/v1/organizations/acme/units", () =>
      HttpResponse.json({
        items: [
          {
            id: "north",
            parentId: null,
            name: "North",
            description: "",
            builtIn: false,
            seesAll: true,
            version: 1,
            users: 1,
          },
        ],
      }),
    ),
  );
  const page = await renderPage(<AuditPage />, {
    path: auditRoute.path,
    at,
    messages: "audit",
    permissions: ["audit:read", "audit:export", "units:read"],
  });
  await screen.findByRole("button", { name: "User disabled" });
  return { ...page, asked };
}

test("tells who changed what, and which fields", async () => {
  await open();
  const row = screen.getByRole("row", { name: /User disabled/ });
  expect(row).toHaveTextContent("Ann Fisher");
  expect(row).toHaveTextContent("bob@acme.example");
  expect(row).toHaveTextContent("State, Incoming messages allowed");
});

test("shows each field as it was and as it became", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "User disabled" }));
  const table = within(await screen.findByRole("dialog")).getByRole("grid");
  expect(within(table).getByRole("row", { name: "State ACTIVE DISABLED" })).toBeVisible();
  expect(
    within(table).getByRole("row", { name: "Incoming messages allowed Yes No" }),
  ).toBeVisible();
});

test("marks what a list lost and gained", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "Roles and permissions changed" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.querySelector("del")).toHaveTextContent("removed Front desk");
  expect(dialog.querySelector("ins")).toHaveTextContent("added Payroll");
  expect(within(dialog).queryByText("Permissions")).not.toBeInTheDocument();
});

test("names a unit by its place and keeps a secret", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "User created" }));
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText("North")).toBeVisible();
  expect(within(dialog).getByText("Secret, never shown")).toBeVisible();
});

test("narrows to one person from an entry, in the address and in the file", async () => {
  const { user, router, asked } = await open();
  const row = screen.getByRole("row", { name: /User disabled/ });
  await user.click(within(row).getByRole("button", { name: /Actions for/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Only by Ann Fisher" }));
  await waitFor(() => expect(router.state.location.search).toBe(`?actorId=${ANN}`));
  await waitFor(() => expect(asked.at(-1)?.get("actorId")).toBe(ANN));
  expect(screen.getByRole("link", { name: "Export as CSV" })).toHaveAttribute(
    "href",
    `${AUDIT}/export?actorId=${ANN}`,
  );
});

test("reads its filters from the address, days in the reader's zone", async () => {
  const { asked } = await open(
    auditRoute.to(
      { organizationId: "acme" },
      { q: "bob", area: "users", outcome: "DONE", from: "2026-11-22", action: "units.created" },
    ),
  );
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    q: "bob",
    area: "users",
    outcome: "DONE",
    from: "2026-11-21T23:00:00.000Z",
    limit: "50",
  });
});

test("verifies the log and says what that proves", async () => {
  const { user } = await open();
  server.use(
    http.post(`${AUDIT}/verify`, () =>
      HttpResponse.json({ valid: true, entries: 3, lastSigned: 2, faults: [] }),
    ),
  );
  await user.click(screen.getByRole("button", { name: "Verify" }));
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText(/All 3 entries were checked/)).toBeVisible();
  expect(within(dialog).getByText(/Up to entry 2 the chain is also vouched for/)).toBeVisible();
});

test("names the places where a log was tampered with", async () => {
  const { user } = await open();
  server.use(
    http.post(`${AUDIT}/verify`, () =>
      HttpResponse.json({
        valid: false,
        entries: 3,
        lastSigned: 0,
        faults: [{ sequence: 2, kind: "CHANGED" }],
      }),
    ),
  );
  await user.click(screen.getByRole("button", { name: "Verify" }));
  const faults = await screen.findByRole("grid", { name: "Faults of the log" });
  expect(
    within(faults).getByRole("row", { name: "2 The entry was changed after it was written." }),
  ).toBeVisible();
});

test("shows the log of the instance to its administrator", async () => {
  server.use(
    http.get("/api/v1/audit", () =>
      HttpResponse.json({
        items: [
          entry(1, "access.sign-in-refused", {
            actorName: "",
            subjectId: null,
            subjectName: "mallory",
            outcome: "REFUSED",
          }),
        ],
        next: null,
        previous: null,
      }),
    ),
  );
  await renderPage(<InstanceAuditPage />, {
    path: instanceAuditRoute.path,
    messages: "audit",
    permissions: ["instance:audit"],
  });
  const row = await screen.findByRole("row", { name: /Sign-in refused/ });
  expect(row).toHaveTextContent("Nobody signed in");
  expect(screen.getByRole("link", { name: "Export as CSV" })).toHaveAttribute(
    "href",
    "/api/v1/audit/export",
  );
});
