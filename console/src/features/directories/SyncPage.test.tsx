import type { Permission } from "@shared/session/permissions";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { syncRoute } from "./routes";
import SyncPage from "./SyncPage";
import type { SyncRun } from "./sync-queries";

const ONE = "/api/v1/organizations/acme/directories/d1";
const KINDS = ["CHANGED", "MOVED", "DISABLED", "ENABLED", "VANISHED", "NEW", "REFUSED"] as const;

/** The server as a test plays it. */
let runs: SyncRun[];
let sent: unknown[];

beforeEach(() => {
  runs = [];
  sent = [];
  const settings = { createsUsers: false, everyMinutes: null, nextRunAt: null, version: 0 };
  const etag = { headers: { ETag: '"0"' } };
  server.use(
    http.get(ONE, () => HttpResponse.json({ id: "d1", name: "Head office" }, etag)),
    http.get(`${ONE}/sync`, () => HttpResponse.json(settings, etag)),
    http.put(`${ONE}/sync`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(settings, etag);
    }),
    http.get(`${ONE}/sync/runs`, () =>
      HttpResponse.json({ items: runs, next: null, previous: null }),
    ),
    http.get(`${ONE}/sync/runs/:runId/differences`, () =>
      HttpResponse.json({
        items: [
          {
            id: "1",
            kind: "VANISHED",
            userId: "u1",
            name: "ann",
            entryName: "uid=ann,dc=test",
            fields: ["state"],
            message: "",
          },
        ],
        next: null,
        previous: null,
      }),
    ),
    http.post(`${ONE}/sync/runs`, async ({ request }) => {
      sent.push(await request.json());
      runs = [run({ state: "STOPPED", reason: "MANY_VANISHED", approvable: true })];
      return HttpResponse.json(runs[0], { status: 202 });
    }),
    http.post(`${ONE}/sync/runs/:runId/actions/apply`, async ({ request }) => {
      sent.push(await request.json());
      runs = [run({ state: "DONE", job: "j1" })];
      return HttpResponse.json(runs[0], { status: 202 });
    }),
  );
});

test("what a guard has stopped is applied by whoever types how many lose their access", async () => {
  const { user } = await open(["directories:read", "directories:manage"]);
  expect(await screen.findByText(/nothing is written to the directory/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Sync now" }));
  expect(await screen.findByText("Stopped: nobody was changed", { selector: "p" })).toBeVisible();
  expect(screen.getByText(/More entries are gone than usual/)).toBeVisible();
  expect(await screen.findByText("uid=ann,dc=test")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Apply" }));
  const dialog = within(await screen.findByRole("dialog", { name: /Apply these differences/ }));
  expect(dialog.getByRole("button", { name: "Apply" })).toBeDisabled();
  await user.type(dialog.getByRole("textbox"), "3");
  await user.click(dialog.getByRole("button", { name: "Apply" }));
  expect(await screen.findByRole("link", { name: "See the job" })).toBeVisible();
  expect(sent).toEqual([{ apply: true }, { vanished: 3 }]);
});

test("a directory is synced by itself from then on", async () => {
  const { user } = await open(["directories:read", "directories:manage"]);
  const every = await screen.findByRole("combobox", { name: "Sync by itself" });
  await waitFor(() => expect(every).toBeEnabled());
  await user.selectOptions(every, "Every 60 minutes");
  expect(await screen.findByText("The schedule was saved")).toBeVisible();
  expect(sent).toEqual([{ createsUsers: false, everyMinutes: 60 }]);
});

test("who may only look begins and changes nothing", async () => {
  runs = [run({ state: "COMPARED" })];
  await open(["directories:read"]);
  expect(await screen.findByRole("combobox", { name: "Sync by itself" })).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Sync now" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Apply" })).not.toBeInTheDocument();
});

function run(wanted: Partial<SyncRun>): SyncRun {
  return {
    id: "r1",
    state: "DONE",
    reason: "",
    approvable: false,
    applies: true,
    scheduled: false,
    startedBy: "Ann",
    startedAt: "2026-09-01T10:00:00Z",
    endedAt: "2026-09-01T10:00:01Z",
    entries: 20,
    linked: 20,
    newcomers: 0,
    counts: KINDS.map((kind) => ({ kind, number: kind === "VANISHED" ? 3 : 0 })),
    job: null,
    ...wanted,
  };
}

function open(permissions: readonly Permission[]) {
  return renderPage(<SyncPage />, {
    path: syncRoute.path,
    at: syncRoute.to({ organizationId: "acme", directoryId: "d1" }),
    messages: "directories",
    permissions,
  });
}
