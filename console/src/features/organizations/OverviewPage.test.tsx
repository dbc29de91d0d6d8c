import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import OverviewPage from "./OverviewPage";
import { overviewRoute } from "./routes";

const ACME = "/api/v1/organizations/acme";

const JOB = {
  id: "job-1",
  kind: "users.disable",
  state: "RUNNING",
  done: 500,
  skipped: 1,
  failed: 0,
  total: 1200,
};

const EVERYTHING = [
  "organization:read",
  "users:read",
  "users:create",
  "users:import",
  "jobs:read",
  "audit:read",
  "instance:outbox",
] as const;

const COUNTS = { created: 0, updated: 0, deleted: 0, unchanged: 0, skipped: 0, failed: 0 };

interface Counted {
  readonly users: Readonly<Record<string, number>>;
  readonly jobs?: Readonly<Record<string, number>>;
  readonly imports?: readonly object[];
}

/** An organization in which so much is counted. */
function acme({ users, jobs = {}, imports = [] }: Counted) {
  const items = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([state, count]) => ({ state, count }));
  server.use(
    http.get(`${ACME}/users/states`, () => HttpResponse.json({ items: items(users) })),
    http.get(`${ACME}/users/count`, () => HttpResponse.json({ count: 2 })),
    http.get(`${ACME}/jobs/states`, () => HttpResponse.json({ items: items(jobs) })),
    http.get(`${ACME}/jobs`, ({ request }) => {
      const isRunning = new URL(request.url).searchParams.get("state") === "RUNNING";
      return HttpResponse.json({
        items: isRunning && jobs.RUNNING ? [JOB] : [],
        next: null,
        previous: null,
      });
    }),
    http.get(`${ACME}/imports`, () =>
      HttpResponse.json({ items: imports, next: null, previous: null }),
    ),
    http.get(`${ACME}/sign-ins`, ({ request }) =>
      HttpResponse.json({
        timeZone: new URL(request.url).searchParams.get("timeZone"),
        days: [
          { day: "2026-11-21", signIns: 1200 },
          { day: "2026-11-22", signIns: 34 },
        ],
      }),
    ),
    http.get("/api/v1/outbox/count", () => HttpResponse.json({ count: 3 })),
  );
}

function open(permissions: Parameters<typeof renderPage>[1] = {}) {
  return renderPage(<OverviewPage />, {
    path: overviewRoute.path,
    at: overviewRoute.to({ organizationId: "acme" }),
    messages: "organizations",
    permissions: [...EVERYTHING],
    ...permissions,
  });
}

test("says how many users there are, what runs and what waits for somebody", async () => {
  acme({
    users: { ACTIVE: 1180, DISABLED: 20, DELETED: 5 },
    jobs: { RUNNING: 1, COMPLETED: 7, FAILED: 2 },
  });
  await open();
  expect(await screen.findByText("1,200 users")).toBeVisible();
  expect(screen.getByRole("link", { name: "Active 1,180" })).toHaveAttribute(
    "href",
    "/organizations/acme/users?state=ACTIVE",
  );
  expect(await screen.findByText("501 of 1,200", { exact: false })).toBeVisible();
  expect(screen.getByRole("link", { name: "Failed 2" })).toHaveAttribute(
    "href",
    "/organizations/acme/jobs?state=FAILED",
  );
  expect(await screen.findByText("2 jobs failed")).toBeVisible();
  expect(await screen.findByText("3 mails are held: there is no mail relay")).toBeVisible();
  expect(await screen.findByRole("link", { name: "Show who" })).toHaveAttribute(
    "href",
    "/organizations/acme/users?locked=true",
  );
  expect(screen.queryByText("Begin with your people")).not.toBeInTheDocument();
});

test("idle users are counted and lead to the list", async () => {
  acme({ users: { ACTIVE: 1180 } });
  await open();
  expect(await screen.findByText("2 active users used nothing for 90 days")).toBeVisible();
  expect(screen.getByRole("link", { name: "Show them" })).toHaveAttribute(
    "href",
    "/organizations/acme/users?state=ACTIVE&idleDays=90",
  );
});

test("tells the sign-ins of each day of the reader's time zone, each with its entries in the log", async () => {
  acme({ users: { ACTIVE: 1180 } });
  const { user } = await open();
  expect(await screen.findByText("1,234 sign-ins in the last 30 days")).toBeVisible();
  expect(screen.getByText(/Days begin at midnight in Europe\/Berlin/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Sign-ins by day, as a table" }));
  const [, newest, oldest] = screen.getAllByRole("row");
  expect(newest).toHaveTextContent("34");
  expect(within(oldest as HTMLElement).getByRole("link")).toHaveAttribute(
    "href",
    "/organizations/acme/audit?action=access.signed-in&from=2026-11-21&until=2026-11-22",
  );
});

test("tells what became of the rows of the latest imports", async () => {
  acme({
    users: { ACTIVE: 1180 },
    imports: [
      {
        id: "run",
        fileName: "staff.csv",
        rows: 1000,
        createdAt: "2026-11-22T10:00:00Z",
        check: null,
        run: { counts: { ...COUNTS, created: 990, failed: 10 } },
      },
      {
        id: "checked",
        fileName: "leavers.csv",
        rows: 5,
        createdAt: "2026-11-21T10:00:00Z",
        check: { counts: { ...COUNTS, deleted: 5 } },
        run: null,
      },
    ],
  });
  await open();
  expect(await screen.findByRole("link", { name: "staff.csv" })).toHaveAttribute(
    "href",
    "/organizations/acme/imports/run",
  );
  expect(screen.getByText("990 created")).toBeVisible();
  expect(screen.getByText("10 in error")).toBeVisible();
  expect(screen.getByText("5 to delete")).toBeVisible();
});

test("says where to begin in an organization with nobody in it", async () => {
  acme({ users: { ACTIVE: 1 } });
  await open();
  expect(await screen.findByRole("heading", { name: "Begin with your people" })).toBeVisible();
  for (const link of screen.getAllByRole("link", { name: "Import users" })) {
    expect(link).toHaveAttribute("href", "/organizations/acme/imports/new");
  }
  expect(screen.getByRole("link", { name: "Create a user" })).toHaveAttribute(
    "href",
    "/organizations/acme/users/new",
  );
});

test("asks for nothing that the reader may not see", async () => {
  await open({ permissions: ["organization:read"] });
  expect(await screen.findByText("Nothing waits for you.")).toBeVisible();
  expect(screen.queryByRole("heading", { name: "Sign-ins" })).not.toBeInTheDocument();
  expect(screen.queryByRole("heading", { name: "Users" })).not.toBeInTheDocument();
});
