import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
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

test("says how many users there are, what runs and what waits for somebody", async () => {
  server.use(
    http.get(`${ACME}/users/count`, ({ request }) => {
      const asked = new URL(request.url).searchParams;
      const count = asked.has("locked") ? 2 : asked.get("state") === "ACTIVE" ? 1180 : 0;
      return HttpResponse.json({ count });
    }),
    http.get(`${ACME}/jobs`, ({ request }) => {
      const isRunning = new URL(request.url).searchParams.get("state") === "RUNNING";
      return HttpResponse.json({ items: isRunning ? [JOB] : [], next: null, previous: null });
    }),
    http.get("/api/v1/outbox/count", () => HttpResponse.json({ count: 3 })),
  );
  await renderPage(<OverviewPage />, {
    path: overviewRoute.path,
    at: overviewRoute.to({ organizationId: "acme" }),
    messages: "organizations",
    permissions: ["organization:read", "users:read", "jobs:read", "instance:outbox"],
  });
  expect(await screen.findByRole("link", { name: "1,180 users" })).toHaveAttribute(
    "href",
    "/organizations/acme/users?state=ACTIVE",
  );
  expect(await screen.findByText("501 of 1,200", { exact: false })).toBeVisible();
  expect(await screen.findByText("3 mails are held: there is no mail relay")).toBeVisible();
  expect(await screen.findByRole("link", { name: "Show who" })).toHaveAttribute(
    "href",
    "/organizations/acme/users?locked=true",
  );
  expect(screen.queryByRole("link", { name: "Verify the audit log" })).not.toBeInTheDocument();
});

test("asks for nothing that the reader may not see", async () => {
  await renderPage(<OverviewPage />, {
    path: overviewRoute.path,
    at: overviewRoute.to({ organizationId: "acme" }),
    messages: "organizations",
    permissions: ["organization:read"],
  });
  expect(await screen.findByText("Nothing waits for you.")).toBeVisible();
});
