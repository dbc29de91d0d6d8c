import { HttpResponse } from "msw";
import type { ImportPass, UserImport } from "./queries";

export const COUNTS: ImportPass["counts"] = {
  created: 0,
  updated: 0,
  deleted: 0,
  removed: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
};

/** A pass that went to its end. */
export const PASS: ImportPass = {
  jobId: "job",
  state: "COMPLETED",
  current: true,
  total: 0,
  counts: COUNTS,
  passwords: 0,
  hashingSeconds: 0,
};

/** A file of two rows as it is after its upload. */
export const PEOPLE: UserImport = {
  id: "people",
  fileName: "people.csv",
  fileSize: 120,
  rows: 2,
  format: "CSV",
  system: null,
  encoding: "UTF_8",
  delimiter: ";",
  header: true,
  columns: [
    { name: "Who", field: null, informative: false },
    { name: "Title", field: "title", informative: false },
  ],
  existing: "UPDATE",
  createUnits: false,
  newPasswords: "TEMPORARY",
  temporaryPasswordSet: false,
  lacksTemporaryPassword: true,
  check: null,
  run: null,
  undoCheck: null,
  undo: null,
  undoable: 0,
  keptUntil: "2026-11-29T06:00:00Z",
  version: 1,
  createdByName: "Ann Fisher",
  createdAt: "2026-11-22T06:00:00Z",
};

/** The server's answer to whoever saves over a version that is gone. */
export function changedMeanwhile() {
  return HttpResponse.json(
    {
      type: "urn:problem:kernel:changed-meanwhile",
      title: "Changed meanwhile",
      status: 412,
      detail: "Somebody changed this after you read it. Compare, then save again.",
    },
    { status: 412, headers: { "Content-Type": "application/problem+json" } },
  );
}
