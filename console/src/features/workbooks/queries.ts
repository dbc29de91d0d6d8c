import { base } from "@shared/api/base";
import { answer, api, csrfHeader } from "@shared/api/client";
import { ProblemError, problemFrom, unreachable } from "@shared/api/problem";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

type Schemas = components["schemas"];
export type Finding = Schemas["Finding"];
export type WorkbookVerdict = Schemas["WorkbookVerdict"];
export type WorkbookStarted = Schemas["WorkbookStarted"];
export type Report = Schemas["ReportDetails"];

export const REPORTS = "/api/v1/organizations/{organizationId}/reports";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function at(organizationId: string, path: string): string {
  return `${base}/api/v1/organizations/${encodeURIComponent(organizationId)}/${path}`;
}

/** Where the example lies that is to be filled in. */
export function exampleAddress(organizationId: string): string {
  return at(organizationId, "workbooks/example");
}

export function reportAddress(organizationId: string, id: string, format: "xlsx" | "csv"): string {
  return at(organizationId, `reports/${id}/file?format=${format}`);
}

/** Sends the file itself; the typed client sends JSON only. */
async function send<T>(address: string, file: File): Promise<T> {
  const response = await globalThis
    .fetch(
      new Request(new URL(address, globalThis.location.href), {
        method: "POST",
        body: file,
        headers: { ...csrfHeader(), "Content-Type": XLSX },
      }),
    )
    .catch(() => {
      throw unreachable();
    });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    throw problemFrom(response, body);
  }
  return body as T;
}

export function checkWorkbook(organizationId: string, file: File): Promise<WorkbookVerdict> {
  return send(at(organizationId, "workbooks/check"), file);
}

export function runWorkbook(organizationId: string, file: File): Promise<WorkbookStarted> {
  return send(at(organizationId, "workbooks"), file);
}

/** What became wrong with a workbook between its check and its run. */
export function findingsOf(
  error: Error | null,
): { findings: Finding[]; findingCount: number } | undefined {
  if (!(error instanceof ProblemError && error.is("workbooks:not-right"))) {
    return undefined;
  }
  const { findings, findingCount } = error.facts;
  return Array.isArray(findings) && typeof findingCount === "number"
    ? { findings: findings as Finding[], findingCount }
    : undefined;
}

/** One's own reports; below the topic "jobs", so that live updates renew them. */
export function reportsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "reports"],
    queryFn: ({ signal }) =>
      answer(api.GET(REPORTS, { params: { path: { organizationId } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.reports.some(({ running }) => running) === true ? 1_500 : false,
  });
}

export function startReport(organizationId: string, key: string): Promise<Report> {
  return answer(
    api.POST(REPORTS, {
      params: { path: { organizationId }, header: { "Idempotency-Key": key } },
      body: {},
    }),
  );
}
