import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type SyncRun = components["schemas"]["DirectorySyncRun"];
export type SyncRequest = components["schemas"]["DirectorySyncSettingsRequest"];

const SYNC = "/api/v1/organizations/{organizationId}/directories/{directoryId}/sync";
const RUNS = `${SYNC}/runs` as const;
const RUN = `${RUNS}/{runId}` as const;

const MILLISECONDS_BETWEEN_LOOKS = 1_000;

/** How many runs the server keeps. */
const RUNS_KEPT = 30;

export function isAtWork({ state }: SyncRun): boolean {
  return state === "READING" || state === "APPLYING";
}

interface Place {
  readonly organizationId: string;
  readonly directoryId: string;
}

/** The key of all that is known of the sync of a directory. */
export function syncKey({ organizationId, directoryId }: Place) {
  return ["directories", organizationId, "sync", directoryId];
}

export function syncQuery(place: Place) {
  return queryOptions({
    queryKey: [...syncKey(place), "settings"],
    queryFn: () => versioned(api.GET(SYNC, { params: { path: { ...place } } })),
  });
}

export function saveSync(place: Place, body: SyncRequest, etag: string) {
  return answer(api.PUT(SYNC, { params: { path: { ...place } }, headers: ifMatch(etag), body }));
}

/** The newest first; looked at again and again while one is at work. */
export function runsQuery(place: Place) {
  return queryOptions({
    queryKey: [...syncKey(place), "runs"],
    queryFn: ({ signal }) =>
      answer(
        api.GET(RUNS, {
          params: { path: { ...place }, query: { limit: RUNS_KEPT } },
          signal,
        }),
      ),
    select: ({ items }) => items,
    refetchInterval: ({ state }) =>
      state.data?.items.some(isAtWork) ? MILLISECONDS_BETWEEN_LOOKS : false,
  });
}

export function differencesQuery(place: Place, run: SyncRun, cursor: string | undefined) {
  return queryOptions({
    queryKey: [...syncKey(place), "differences", run.id, run.state, cursor],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${RUN}/differences`, {
          params: {
            path: { ...place, runId: run.id },
            query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
          },
          signal,
        }),
      ),
  });
}

export function startSync(place: Place, apply: boolean, key: string) {
  return answer(
    api.POST(RUNS, {
      params: { path: { ...place } },
      headers: { "Idempotency-Key": key },
      body: { apply },
    }),
  );
}

/**
 * @param vanished how many users are disabled because their entries are gone
 */
export function applyRun(place: Place, runId: string, vanished: number, key: string) {
  return answer(
    api.POST(`${RUN}/actions/apply`, {
      params: { path: { ...place, runId } },
      headers: { "Idempotency-Key": key },
      body: { vanished },
    }),
  );
}
