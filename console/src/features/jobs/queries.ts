import { base } from "@shared/api/base";
import { answer, api } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type Job = components["schemas"]["Job"];
export type JobItem = components["schemas"]["JobItem"];
export type JobTally = components["schemas"]["JobTally"];
export type JobsQuery = NonNullable<operations["job_list"]["parameters"]["query"]>;
export type JobItemsQuery = NonNullable<operations["job_items"]["parameters"]["query"]>;

const JOBS = "/api/v1/organizations/{organizationId}/jobs";
const JOB = "/api/v1/organizations/{organizationId}/jobs/{jobId}";

/** Live updates come within half a second of a step; this is for a browser that can't hear them: no older than 2 s. */
const MILLISECONDS_BETWEEN_LOOKS = 1_500;

export function jobsQuery(organizationId: string, query: JobsQuery) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(JOBS, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function jobCountQuery(
  organizationId: string,
  query: NonNullable<operations["job_count"]["parameters"]["query"]>,
) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "count", query],
    queryFn: ({ signal }) =>
      answer(api.GET(`${JOBS}/count`, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function jobQuery(organizationId: string, jobId: string) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "one", jobId],
    queryFn: ({ signal }) =>
      answer(api.GET(JOB, { params: { path: { organizationId, jobId } }, signal })),
    refetchInterval: ({ state }) =>
      state.data === undefined || hasEnded(state.data) ? false : MILLISECONDS_BETWEEN_LOOKS,
  });
}

export function jobItemsQuery(organizationId: string, jobId: string, query: JobItemsQuery) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "items", jobId, query],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${JOB}/items`, { params: { path: { organizationId, jobId }, query }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function jobTalliesQuery(organizationId: string, jobId: string) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "tallies", jobId],
    queryFn: ({ signal }) =>
      answer(api.GET(`${JOB}/tallies`, { params: { path: { organizationId, jobId } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function cancelJob(organizationId: string, jobId: string): Promise<Job> {
  return answer(api.POST(`${JOB}/cancel`, { params: { path: { organizationId, jobId } } }));
}

/** Whether a job can be undone, and by whom. */
export function undoQuery(organizationId: string, jobId: string) {
  return queryOptions({
    queryKey: ["jobs", organizationId, "undo", jobId],
    queryFn: ({ signal }) =>
      answer(api.GET(`${JOB}/undo`, { params: { path: { organizationId, jobId } }, signal })),
  });
}

/** Begins to undo a job, or to say what that would be; the job that does it. */
export async function undoJob(
  organizationId: string,
  jobId: string,
  dryRun: boolean,
): Promise<string> {
  const started = await answer(
    api.POST(`${JOB}/undo`, { params: { path: { organizationId, jobId } }, body: { dryRun } }),
  );
  return started.jobId;
}

/** The address of the result file; the browser saves it. */
export function resultAddress(organizationId: string, jobId: string): string {
  return `${base}/api/v1/organizations/${encodeURIComponent(organizationId)}/jobs/${encodeURIComponent(jobId)}/result`;
}

export function hasEnded({ state }: Job): boolean {
  return state !== "QUEUED" && state !== "RUNNING";
}
