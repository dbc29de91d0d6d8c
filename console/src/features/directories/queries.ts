import { answer, api, ifMatch, type Versioned, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type Directory = components["schemas"]["DirectoryView"];
export type DirectoryRequest = components["schemas"]["DirectoryRequest"];
export type DirectoryPreset = components["schemas"]["DirectoryPreset"];
export type DirectoryTestResult = components["schemas"]["DirectoryTestResult"];
export type DirectoryBrowseRequest = components["schemas"]["DirectoryBrowseRequest"];
export type DirectoryImportRequest = components["schemas"]["DirectoryImportRequest"];
export type DirectoryPeople = components["schemas"]["DirectoryPeople"];
export type DirectoryPerson = components["schemas"]["DirectoryPerson"];
export type StartedDirectoryImport = components["schemas"]["StartedDirectoryImport"];

const ALL = "/api/v1/organizations/{organizationId}/directories";
const ONE = `${ALL}/{directoryId}` as const;

/** An organization has 50 at most, so one page holds them all. */
export function directoriesQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["directories", organizationId, "list"],
    queryFn: ({ signal }) =>
      answer(api.GET(ALL, { params: { path: { organizationId }, query: { limit: 100 } }, signal })),
    select: ({ items }) => items.toSorted((a, b) => a.name.localeCompare(b.name, "en")),
  });
}

/** What each kind of server calls things; it doesn't change while the server runs. */
export function presetsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["directories", organizationId, "presets"],
    queryFn: ({ signal }) =>
      answer(api.GET(`${ALL}/presets`, { params: { path: { organizationId } }, signal })),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function directoryQuery(organizationId: string, directoryId: string) {
  return queryOptions({
    queryKey: ["directories", organizationId, "one", directoryId],
    queryFn: () => readDirectory(organizationId, directoryId),
  });
}

export function readDirectory(
  organizationId: string,
  directoryId: string,
): Promise<Versioned<Directory>> {
  return versioned(api.GET(ONE, { params: { path: { organizationId, directoryId } } }));
}

export function addDirectory(
  organizationId: string,
  body: DirectoryRequest,
  key: string,
): Promise<Directory> {
  return answer(
    api.POST(ALL, {
      params: { path: { organizationId } },
      headers: { "Idempotency-Key": key },
      body,
    }),
  );
}

export function saveDirectory(
  organizationId: string,
  directoryId: string,
  body: DirectoryRequest,
  etag: string,
): Promise<Directory> {
  return answer(
    api.PUT(ONE, {
      params: { path: { organizationId, directoryId } },
      headers: ifMatch(etag),
      body,
    }),
  );
}

export function deleteDirectory(organizationId: string, { id, version }: Directory) {
  return answer(
    api.DELETE(ONE, {
      params: { path: { organizationId, directoryId: id } },
      headers: ifMatch(`"${version}"`),
    }),
  );
}

/** Tries out what stands in the form, with the saved secret where none was typed. */
export function testDirectory(
  organizationId: string,
  directoryId: string | undefined,
  settings: DirectoryRequest,
): Promise<DirectoryTestResult> {
  return answer(
    api.POST(`${ALL}/actions/test`, {
      params: {
        path: { organizationId },
        query: directoryId === undefined ? {} : { directoryId },
      },
      body: settings,
    }),
  );
}

/** Lists who is no user here yet; changes nothing, there or here. */
export function browseDirectory(
  organizationId: string,
  directoryId: string,
  body: DirectoryBrowseRequest,
): Promise<DirectoryPeople> {
  return answer(
    api.POST(`${ONE}/actions/browse`, { params: { path: { organizationId, directoryId } }, body }),
  );
}

export function importFromDirectory(
  organizationId: string,
  directoryId: string,
  body: DirectoryImportRequest,
  key: string,
): Promise<StartedDirectoryImport> {
  return answer(
    api.POST(`${ONE}/actions/import`, {
      params: { path: { organizationId, directoryId } },
      headers: { "Idempotency-Key": key },
      body,
    }),
  );
}
