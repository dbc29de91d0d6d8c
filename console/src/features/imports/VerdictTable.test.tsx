import "@testing/layout";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { COUNTS, PASS, PEOPLE } from "./import.fixtures";
import type { UserImport, Verdict } from "./queries";
import { importRoute } from "./routes";
import { VerdictTable } from "./VerdictTable";

const BASE = "/api/v1/organizations/acme/imports";
const ROWS = 300_000;
const asked: string[] = [];

const FILE: UserImport = {
  ...PEOPLE,
  rows: ROWS,
  check: { ...PASS, total: ROWS, counts: { ...COUNTS, created: ROWS - 7, failed: 7 } },
};

function verdict(number: number): Verdict {
  return {
    number,
    line: number + 1,
    name: `user${number}@acme.example`,
    verdict: "CREATE",
    reasons: [],
    changes: [],
    userId: null,
  };
}

/** The server as a test plays it: the cursor is the number before the page. */
beforeEach(() => {
  asked.length = 0;
  server.use(
    http.get(`${BASE}/fields`, () => HttpResponse.json({ fields: [], largestFile: 20 })),
    http.get(`${BASE}/people/reasons`, () =>
      HttpResponse.json({ reasons: [{ verdict: "ERROR", code: "unknown-unit", rows: 7 }] }),
    ),
    http.get(`${BASE}/people/verdicts`, ({ request }) => {
      const search = new URL(request.url).searchParams;
      asked.push(search.toString());
      const before = Number(search.get("cursor") ?? 0);
      const size = Number(search.get("limit"));
      return HttpResponse.json({
        items: Array.from({ length: size }, (_, at) => verdict(before + at + 1)),
        next: before + size < ROWS ? String(before + size) : null,
        previous: before > 0 ? String(before - size) : null,
      });
    }),
  );
});

function open(search = {}) {
  return renderPage(<VerdictTable file={FILE} kind="CHECK" />, {
    path: importRoute.path,
    at: importRoute.to({ organizationId: "acme", importId: "people" }, search),
    messages: "imports",
    permissions: ["users:import"],
  });
}

test("draws the rows in sight alone, of however many there are", async () => {
  await open();
  expect(await screen.findByText("user1@acme.example")).toBeVisible();
  expect(screen.getByText("300,000 in all")).toBeVisible();
  const table = screen.getByRole("table", { name: "Rows of the file" });
  expect(table).toHaveAttribute("aria-rowcount", "300001");
  expect(screen.getAllByRole("row").length).toBeLessThan(40);
});

test("narrows the rows by verdict and by reason, and says how many are left", async () => {
  await open({ verdict: "ERROR", reason: "unknown-unit" });
  expect(await screen.findByText("7 in all")).toBeVisible();
  await waitFor(() => expect(asked.at(-1)).toContain("reason=unknown-unit"));
  expect(asked.at(-1)).toContain("verdict=ERROR");
});
