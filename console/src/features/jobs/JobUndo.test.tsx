import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { UndoAction, UndoNotice } from "./JobUndo";
import type { Job } from "./queries";

const JOBS = "/api/v1/organizations/acme/jobs";

const AT_THE_JOB = {
  path: "/organizations/:organizationId/jobs/:jobId",
  at: "/organizations/acme/jobs/one",
  messages: "jobs",
  permissions: ["users:disable"],
} as const;

function job(id: string, kind: string, undoes: string | null): Job {
  return {
    id,
    kind,
    state: "COMPLETED",
    total: 3,
    done: 2,
    skipped: 1,
    failed: 0,
    startedBy: "ann",
    startedByName: "Ann",
    createdAt: "2026-01-01T00:00:00Z",
    startedAt: null,
    endedAt: "2026-01-01T00:00:01Z",
    cancelRequested: false,
    reason: "",
    undoes,
    undoneBy: null,
  };
}

/** The calls that begin an undo or its dry run. */
function playServer(refusal: string | null, count: number): unknown[] {
  const begun: unknown[] = [];
  server.use(
    http.get(`${JOBS}/done/undo`, () =>
      HttpResponse.json({ refusal, permission: "users:disable", checkId: null }),
    ),
    http.get(`${JOBS}/looked/tallies`, () =>
      HttpResponse.json({
        items: [
          { verdict: "DONE", reason: "", message: "", count },
          { verdict: "SKIPPED", reason: "users.changed-since", message: "Stays.", count: 1 },
        ],
      }),
    ),
    http.post(`${JOBS}/done/undo`, async ({ request }) => {
      begun.push(await request.json());
      return HttpResponse.json({ jobId: "next" }, { status: 202 });
    }),
  );
  return begun;
}

function Both({ of }: { readonly of: Job }) {
  return (
    <>
      <UndoNotice organizationId="acme" job={of} />
      <UndoAction organizationId="acme" job={of} />
    </>
  );
}

test("undo of a job says first what it would do, and is begun from there", async () => {
  const begun = playServer(null, 2);
  const { user } = await renderPage(<Both of={job("done", "users.disable", null)} />, AT_THE_JOB);
  await user.click(await screen.findByRole("button", { name: "Undo…" }));
  await expect.poll(() => begun).toEqual([{ dryRun: true }]);
});

test("what undo would do stands there before it is done", async () => {
  const begun = playServer(null, 2);
  const { user } = await renderPage(
    <Both of={job("looked", "users.disable.undo-check", "done")} />,
    AT_THE_JOB,
  );
  await screen.findByText(/Nothing has changed yet/);
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog).toHaveTextContent("2 users go back to what they were before");
  await user.click(within(dialog).getByRole("button", { name: "Undo" }));
  await expect.poll(() => begun).toEqual([{ dryRun: false }]);
});

test("more than a thousand users go back only after their number was typed", async () => {
  playServer(null, 1_001);
  const { user } = await renderPage(
    <Both of={job("looked", "users.disable.undo-check", "done")} />,
    AT_THE_JOB,
  );
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  const dialog = await screen.findByRole("dialog");
  const undo = within(dialog).getByRole("button", { name: "Undo" });
  expect(undo).toBeDisabled();
  await user.type(within(dialog).getByRole("textbox"), "1001");
  expect(undo).toBeEnabled();
});

test("a job that can not be undone offers no undo", async () => {
  playServer("ALREADY_UNDONE", 2);
  await renderPage(<Both of={job("looked", "users.disable.undo-check", "done")} />, AT_THE_JOB);
  await screen.findByText(/This was looked at before the undo/);
  expect(screen.queryByRole("button", { name: "Undo" })).not.toBeInTheDocument();
});
