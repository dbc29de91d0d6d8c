import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import { COUNTS, PEOPLE } from "./import.fixtures";
import type { ImportPass, UserImport, Verdict } from "./queries";
import { undoRoute } from "./routes";
import UndoPage from "./UndoPage";

const BASE = "/api/v1/organizations/acme/imports";
function pass(jobId: string, counts: Partial<ImportPass["counts"]>): ImportPass {
  const all = { ...COUNTS, ...counts };
  return { jobId, state: "COMPLETED", current: true, total: 3, counts: all };
}

const IMPORTED: UserImport = {
  ...PEOPLE,
  rows: 3,
  temporaryPasswordSet: true,
  lacksTemporaryPassword: false,
  check: pass("1", { created: 2, updated: 1 }),
  run: pass("2", { created: 2, updated: 1 }),
  undoable: 3,
};

const ROWS: Verdict[] = [
  {
    number: 1,
    line: 2,
    name: "bob@acme.example",
    verdict: "REMOVE",
    reasons: [],
    changes: [],
    userId: null,
  },
  {
    number: 3,
    line: 4,
    name: "eve@acme.example",
    verdict: "UPDATE",
    reasons: [
      {
        column: null,
        code: "changed-since",
        message: "Title stays: somebody changed it since the import.",
      },
    ],
    changes: ["department"],
    userId: "eve",
  },
];

/** The server as a test plays it: looks and undoes at once. */
let file: UserImport;

beforeEach(() => {
  file = IMPORTED;
  server.use(
    http.get(`${BASE}/people`, () => HttpResponse.json(file, { headers: { ETag: '"1"' } })),
    http.get(`${BASE}/fields`, () =>
      HttpResponse.json({
        fields: [{ key: "department", header: "Department", secret: false }],
        largestFile: 20,
      }),
    ),
    http.post(`${BASE}/people/undo-check`, () => {
      file = { ...file, undoCheck: pass("3", { removed: 2, updated: 1 }) };
      return HttpResponse.json({ jobId: "3" }, { status: 202 });
    }),
    http.post(`${BASE}/people/undo`, () => {
      file = { ...file, undo: pass("4", { removed: 2, updated: 1 }), undoable: 1 };
      return HttpResponse.json({ jobId: "4" }, { status: 202 });
    }),
    http.get(`${BASE}/people/reasons`, () =>
      HttpResponse.json({ reasons: [{ verdict: "UPDATE", code: "changed-since", rows: 1 }] }),
    ),
    http.get(`${BASE}/people/verdicts`, () =>
      HttpResponse.json({ items: ROWS, next: null, previous: null }),
    ),
  );
});

async function open() {
  return renderPage(<UndoPage />, {
    path: undoRoute.path,
    at: undoRoute.to({ organizationId: "acme", importId: "people" }),
    messages: "imports",
    permissions: ["users:import"],
  });
}

describe("the undo of an import", () => {
  test("says what it would do before anything happens, and wants the file named", async () => {
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "Look what undo would do" }));
    expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
    expect(screen.getByText("To remove").closest("div")).toHaveTextContent("2");

    await user.click(screen.getByRole("button", { name: "Undo this import" }));
    const dialog = within(await screen.findByRole("dialog"));
    const confirm = dialog.getByRole("button", { name: "Undo this import" });
    expect(confirm).toBeDisabled();
    await user.type(dialog.getByRole("textbox"), "people.csv");
    await user.click(confirm);

    expect(await screen.findByText("This import is undone in part")).toBeVisible();
    expect(screen.getByText("Users with something left: 1. The rows say why.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Look what undo would do" })).toBeEnabled();
  });

  test("lists what goes back and what stays of a user", async () => {
    file = { ...IMPORTED, undoCheck: pass("3", { removed: 2, updated: 1 }) };
    await open();
    expect(await screen.findByText("Changes: Department")).toBeVisible();
    expect(screen.getByText("Title stays: somebody changed it since the import.")).toBeVisible();
    expect(screen.getByText("Remove")).toBeVisible();
  });

  test("says when there is nothing to undo", async () => {
    file = { ...IMPORTED, undoable: 0 };
    await open();
    expect(await screen.findByText("There is nothing to undo")).toBeVisible();
    expect(screen.queryByRole("button", { name: /[Uu]ndo/ })).toBeNull();
  });
});
