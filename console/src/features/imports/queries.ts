import { base } from "@shared/api/base";
import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components, operations } from "@shared/api/schema";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

type Schemas = components["schemas"];
export type UserImport = Schemas["ImportDetails"];
export type ImportPass = Schemas["ImportPassDetails"];
export type ImportOptions = Schemas["ImportOptionsRequest"];
export type ImportField = Schemas["ImportFieldDetails"];
export type FirstRow = Schemas["ImportFirstRow"];
export type Verdict = Schemas["ImportVerdict"];
export type ReasonCount = Schemas["ImportReasonCount"];
export type SavedMapping = Schemas["SavedMappingDetails"];
export type MappingContent = Schemas["SavedMappingRequest"];
export type MappingUsed = Schemas["SavedMappingUsed"];
export type UserExport = Schemas["ExportDetails"];
export type Kind = operations["verdict_list"]["parameters"]["query"]["pass"];
export type Reading = Omit<operations["import_upload"]["parameters"]["query"], "fileName">;
export type ImportsQuery = NonNullable<operations["import_list"]["parameters"]["query"]>;
export type VerdictsQuery = Omit<operations["verdict_list"]["parameters"]["query"], "pass">;

const IMPORTS = "/api/v1/organizations/{organizationId}/imports";
const IMPORT = `${IMPORTS}/{importId}` as const;
const MAPPINGS = `${IMPORTS}/mappings` as const;
const MAPPING = `${MAPPINGS}/{mappingId}` as const;
const EXPORTS = "/api/v1/organizations/{organizationId}/exports";

/** Live updates come with every step; this is for a browser that can't hear them. Nothing shown is older than 2 s. */
const MILLISECONDS_BETWEEN_LOOKS = 1_500;

/** As many rows as the mapping of columns shows. */
const FIRST_ROWS = 3;

/** All below the topic "jobs": live updates name it while a check, a run or an export goes on. */
export function importsKey(organizationId: string) {
  return ["jobs", organizationId, "imports"] as const;
}

export function importsQuery(organizationId: string, query: ImportsQuery) {
  return queryOptions({
    queryKey: [...importsKey(organizationId), "list", query],
    queryFn: ({ signal }) =>
      answer(api.GET(IMPORTS, { params: { path: { organizationId }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function importQuery(organizationId: string, importId: string) {
  return queryOptions({
    queryKey: [...importsKey(organizationId), "one", importId],
    queryFn: ({ signal }) => readImport(organizationId, importId, signal),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isAtWork(state.data.value) ? MILLISECONDS_BETWEEN_LOOKS : false,
  });
}

export function readImport(
  organizationId: string,
  importId: string,
  signal?: AbortSignal,
): Promise<Versioned<UserImport>> {
  return versioned(
    api.GET(IMPORT, {
      params: { path: { organizationId, importId } },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

export function fieldsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["import-fields", organizationId],
    queryFn: ({ signal }) =>
      answer(api.GET(`${IMPORTS}/fields`, { params: { path: { organizationId } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function firstRowsQuery(organizationId: string, importId: string) {
  return queryOptions({
    queryKey: ["import-first-rows", organizationId, importId],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${IMPORT}/first-rows`, {
          params: { path: { organizationId, importId }, query: { limit: FIRST_ROWS } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** As many verdicts are read at once, and as many pages of them are kept while one scrolls. */
export const VERDICTS_A_PAGE = 200;
const PAGES_KEPT = 10;

export type VerdictPage = Schemas["PageImportVerdict"];
export type VerdictFilter = Pick<VerdictsQuery, "verdict" | "reason">;

/** Where a page of verdicts stands: how many pages are before it, and how the server finds it. */
export interface VerdictPlace {
  readonly index: number;
  readonly cursor: string | undefined;
}

/** The verdicts of a pass that is over: they change no more, so they are read once. */
export function verdictPages(
  organizationId: string,
  importId: string,
  pass: { readonly kind: Kind; readonly jobId: string },
  filter: VerdictFilter,
) {
  return infiniteQueryOptions({
    queryKey: ["import-verdicts", organizationId, importId, pass, filter],
    queryFn: ({ pageParam: { cursor }, signal }) =>
      answer(
        api.GET(`${IMPORT}/verdicts`, {
          params: {
            path: { organizationId, importId },
            query: {
              ...filter,
              pass: pass.kind,
              limit: VERDICTS_A_PAGE,
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: { index: 0, cursor: undefined } as VerdictPlace,
    getNextPageParam: ({ next }, _, { index }) =>
      next === null ? undefined : { index: index + 1, cursor: next },
    getPreviousPageParam: ({ previous }, _, { index }) =>
      previous === null || index === 0 ? undefined : { index: index - 1, cursor: previous },
    maxPages: PAGES_KEPT,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function reasonsQuery(organizationId: string, importId: string, pass: Kind) {
  return queryOptions({
    queryKey: [...importsKey(organizationId), "reasons", importId, pass],
    queryFn: ({ signal }) =>
      answer(
        api.GET(`${IMPORT}/reasons`, {
          params: { path: { organizationId, importId }, query: { pass } },
          signal,
        }),
      ),
  });
}

export function saveOptions(
  organizationId: string,
  importId: string,
  body: ImportOptions,
  etag: string,
): Promise<Versioned<UserImport>> {
  return versioned(
    api.PUT(`${IMPORT}/options`, {
      params: { path: { organizationId, importId } },
      body,
      headers: ifMatch(etag),
    }),
  );
}

export function mappingsKey(organizationId: string) {
  return ["import-mappings", organizationId] as const;
}

export function mappingsQuery(organizationId: string) {
  return queryOptions({
    queryKey: mappingsKey(organizationId),
    queryFn: ({ signal }) =>
      answer(api.GET(MAPPINGS, { params: { path: { organizationId } }, signal })),
  });
}

export function createMapping(
  organizationId: string,
  body: MappingContent,
  idempotencyKey: string,
): Promise<SavedMapping> {
  return answer(
    api.POST(MAPPINGS, {
      params: { path: { organizationId } },
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** In place of what was read. */
export function saveMapping(
  organizationId: string,
  before: SavedMapping,
  body: MappingContent,
): Promise<SavedMapping> {
  return answer(
    api.PUT(MAPPING, {
      params: { path: { organizationId, mappingId: before.id } },
      body,
      headers: ifMatch(etagOf(before)),
    }),
  );
}

export function deleteMapping(organizationId: string, mapping: SavedMapping) {
  return answer(
    api.DELETE(MAPPING, {
      params: { path: { organizationId, mappingId: mapping.id } },
      headers: ifMatch(etagOf(mapping)),
    }),
  );
}

/** The entity tag of a mapping that came in a list. */
function etagOf({ version }: SavedMapping): string {
  return `"${version}"`;
}

/** Configures an uploaded file by a saved mapping. */
export function applyMapping(
  organizationId: string,
  importId: string,
  mappingId: string,
  etag: string,
): Promise<MappingUsed> {
  return answer(
    api.POST(`${IMPORT}/mapping`, {
      params: { path: { organizationId, importId } },
      body: { mappingId },
      headers: ifMatch(etag),
    }),
  );
}

export function startPass(organizationId: string, importId: string, kind: Kind) {
  const params = { params: { path: { organizationId, importId } } };
  switch (kind) {
    case "CHECK":
      return answer(api.POST(`${IMPORT}/check`, params));
    case "RUN":
      return answer(api.POST(`${IMPORT}/run`, params));
    case "UNDO_CHECK":
      return answer(api.POST(`${IMPORT}/undo-check`, params));
    case "UNDO":
      return answer(api.POST(`${IMPORT}/undo`, params));
  }
}

/** Stops a pass after the step at hand. */
export function cancelPass(organizationId: string, jobId: string) {
  return answer(
    api.POST("/api/v1/organizations/{organizationId}/jobs/{jobId}/cancel", {
      params: { path: { organizationId, jobId } },
    }),
  );
}

export function deleteImport(organizationId: string, importId: string) {
  return answer(api.DELETE(IMPORT, { params: { path: { organizationId, importId } } }));
}

export function exportsQuery(organizationId: string) {
  return queryOptions({
    queryKey: [...importsKey(organizationId), "exports"],
    queryFn: ({ signal }) =>
      answer(api.GET(EXPORTS, { params: { path: { organizationId } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.exports.some(({ state: job }) => isOpen(job))
        ? MILLISECONDS_BETWEEN_LOOKS
        : false,
  });
}

export function startExport(organizationId: string, idempotencyKey: string): Promise<UserExport> {
  return answer(
    api.POST(EXPORTS, {
      params: { path: { organizationId } },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

/** The address of the rows in error as a file; the browser saves it. */
export function errorsAddress(organizationId: string, importId: string, pass: Kind): string {
  return `${base}/api/v1/organizations/${organizationId}/imports/${importId}/errors?pass=${pass}`;
}

export function exportAddress(organizationId: string, exportId: string): string {
  return `${base}/api/v1/organizations/${organizationId}/exports/${exportId}/file`;
}

/** Whether a job is neither over nor gone. */
export function isOpen(state: ImportPass["state"]): boolean {
  return state === "QUEUED" || state === "RUNNING";
}

export function isAtWork({ check, run, undoCheck, undo }: UserImport): boolean {
  return [check, run, undoCheck, undo].some((pass) => isOpen(pass?.state ?? null));
}

/** Whether it is known what undo would take back now; ids of jobs grow. */
export function isUndoChecked({ undoCheck, undo, undoable }: UserImport): boolean {
  return (
    undoCheck !== null &&
    undoable > 0 &&
    !isOpen(undoCheck.state) &&
    handled(undoCheck) === undoable &&
    (undo === null || undoCheck.jobId > undo.jobId)
  );
}

/** Whether the last undo came to no end: it was cancelled or broke off. */
export function isUndoStopped({ undo, undoable }: UserImport): boolean {
  return undoable > 0 && (undo?.state === "CANCELLED" || undo?.state === "FAILED");
}

/** Whether the check of what is configured now went to its end. */
export function isChecked({ check, rows }: UserImport): boolean {
  return check?.current === true && !isOpen(check.state) && handled(check) === rows;
}

/** Whether the file makes users and nobody said what password they get. */
export function lacksPassword({ check, lacksTemporaryPassword }: UserImport): boolean {
  return lacksTemporaryPassword && (check?.counts.created ?? 0) > 0;
}

/** How many rows change something. */
export function changing({ counts }: ImportPass): number {
  return counts.created + counts.updated + counts.deleted;
}

export function handled({ counts }: ImportPass): number {
  const { created, updated, deleted, removed, unchanged, skipped, failed } = counts;
  return created + updated + deleted + removed + unchanged + skipped + failed;
}
