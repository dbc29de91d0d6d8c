import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { COUNTS, PASS } from "./import.fixtures";
import { PassProgress } from "./PassProgress";
import { importRoute } from "./routes";

const RUNNING = {
  ...PASS,
  state: "RUNNING",
  total: 1_000_000,
  counts: { ...COUNTS, created: 250_000 },
} as const;

function open(permissions: readonly ("users:import" | "jobs:cancel")[]) {
  return renderPage(<PassProgress pass={RUNNING} kind="RUN" />, {
    path: importRoute.path,
    at: importRoute.to({ organizationId: "acme", importId: "people" }),
    messages: "imports",
    permissions,
  });
}

test("says how far a run is, that it goes on without the page, and stops it when it is told to", async () => {
  let cancelled = false;
  server.use(
    http.post("/api/v1/organizations/acme/jobs/job/cancel", () => {
      cancelled = true;
      return HttpResponse.json({ id: "job" }, { status: 202 });
    }),
  );
  const { user } = await open(["users:import", "jobs:cancel"]);
  expect(await screen.findByRole("progressbar")).toHaveAttribute(
    "aria-valuetext",
    "250,000 of 1,000,000",
  );
  expect(screen.getByText(/You can close this page/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Stop" }));
  expect(await screen.findByText(/What is done stays done/)).toBeVisible();
  await user.click(screen.getAllByRole("button", { name: "Stop" }).at(-1) as HTMLElement);
  expect(await screen.findByText("It stops after the rows at hand")).toBeVisible();
  expect(cancelled).toBe(true);
});

test("offers nobody to stop it who may not", async () => {
  await open(["users:import"]);
  expect(await screen.findByRole("progressbar")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Stop" })).not.toBeInTheDocument();
});
