import "@testing/layout";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { COUNTS, PASS, PEOPLE } from "./import.fixtures";
import type { ImportPass, UserImport, Verdict } from "./queries";
import { undoRoute } from "./routes";
import UndoPage from "./UndoPage";

const BASE = "/api/v1/organizations/acme/imports";
function pass(jobId: string, counts: Partial<ImportPass["counts"]>): ImportPass {
  return { ...PASS, jobId, total: 3, counts: { ...COUNTS, ...counts } };
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
    changes: ["department", "work.city"],
    userId: "eve",
  },
];

/** The server as a test plays it: looks and undoes at once. */
let file: UserImport;
let rows: Verdict[];
/** Of which passes the users were listed. */
const lists: (string | null)[] = [];

beforeEach(() => {
  file = IMPORTED;
  rows = ROWS;
  lists.length = 0;
  server.use(
    http.get(`${BASE}/people`, () => HttpResponse.json(file, { headers: { ETag: '"1"' } })),
    http.get(`${BASE}/fields`, () =>
      HttpResponse.json({
        fields: [
          { key: "department", header: "Department", secret: false },
          { key: "workCity", header: "Work city", secret: false },
        ],
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
    http.get(`${BASE}/people/verdicts`, ({ request }) => {
      lists.push(new URL(request.url).searchParams.get("pass"));
      return HttpResponse.json({ items: rows, next: null, previous: null });
    }),
  );
});

function statusWith(text: string) {
  const found = screen.getAllByRole("status").find((one) => one.textContent?.includes(text));
  expect(found).toBeDefined();
  return found ?? document.body;
}

async function open() {
  return renderPage(<UndoPage />, {
    path: undoRoute.path,
    at: undoRoute.to({ organizationId: "acme", importId: "people" }),
    messages: "imports",
    permissions: ["users:import", "jobs:read"],
  });
}

describe("the undo of an import", () => {
  test("says what it would do before anything happens, and wants the file named", async () => {
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "See what undo would do" }));
    expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
    expect(screen.getByText("To remove").closest("div")).toHaveTextContent("2");
    expect(screen.getByRole("button", { name: "Look again" })).toHaveFocus();

    await user.click(screen.getByRole("button", { name: "Undo this import" }));
    const dialog = within(await screen.findByRole("dialog"));
    const confirm = dialog.getByRole("button", { name: "Undo this import" });
    expect(confirm).toBeDisabled();
    await user.type(dialog.getByRole("textbox"), "people.csv");
    await user.click(confirm);

    expect(await screen.findByText("This import is undone in part")).toBeVisible();
    expect(screen.getByText("Users with something left: 1. The rows say why.")).toBeVisible();
    expect(screen.getByRole("button", { name: "See what undo would do" })).toBeEnabled();
    expect(document.activeElement).toHaveTextContent("This import is undone in part");
  });

  test("can be looked at again when nothing would change, until it can go on", async () => {
    file = { ...IMPORTED, undoCheck: pass("3", { skipped: 3 }) };
    const { user } = await open();
    expect(await screen.findByText("Undo would change nothing")).toBeVisible();
    const undo = screen.getByRole("button", { name: "Undo this import" });
    expect(undo).toHaveAttribute("aria-disabled", "true");

    await user.click(screen.getByRole("button", { name: "Look again" }));
    expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
    expect(undo).not.toHaveAttribute("aria-disabled", "true");
  });

  test("still lists what the last undo did beside what the next one would do", async () => {
    file = { ...IMPORTED, undo: pass("4", { removed: 1, skipped: 2 }), undoable: 2 };
    file = { ...file, undoCheck: pass("5", { updated: 2 }) };
    const { user } = await open();
    expect(await screen.findByText("Changes: Department, Work city")).toBeVisible();
    expect(screen.getByText("To remove")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "What the last undo did" }));
    expect(screen.getByText("Stayed")).toBeVisible();
    await vi.waitFor(() => expect(lists).toContain("UNDO"));
  });

  test("that was stopped says how far it came, and leads on", async () => {
    file = { ...IMPORTED, undo: { ...pass("4", {}), state: "CANCELLED" } };
    rows = [];
    await open();
    expect(await screen.findByText("Undo stopped, 0 of 3")).toBeVisible();
    expect(screen.getByText("The undo stopped before its end")).toBeVisible();
    expect(screen.getByRole("button", { name: "See what undo would do" })).toBeEnabled();
    expect(await screen.findByText("Undo came to no user of the import.")).toBeVisible();
    expect(screen.queryByText("The file holds no rows.")).toBeNull();
  });

  test("leads to its job while it goes on, and says so", async () => {
    file = { ...IMPORTED, undo: { ...pass("4", { removed: 1 }), state: "RUNNING" } };
    await open();
    expect(await screen.findByRole("link", { name: "Show the job" })).toHaveAttribute(
      "href",
      "/organizations/acme/jobs/4",
    );
    expect(statusWith("Undoing the import")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Undo this import" })).toBeNull();
  });

  test("moves the focus from a button that is gone to what became of it", async () => {
    server.use(
      http.post(`${BASE}/people/undo-check`, () => {
        file = { ...file, undoCheck: { ...pass("3", { removed: 1 }), state: "RUNNING" } };
        return HttpResponse.json({ jobId: "3" }, { status: 202 });
      }),
    );
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "See what undo would do" }));
    await vi.waitFor(() => expect(statusWith("Finding out what undo would do")).toHaveFocus());
  });

  test("says that names are free only when somebody was removed", async () => {
    file = { ...IMPORTED, undo: pass("4", { updated: 3 }), undoable: 0 };
    await open();
    expect(await screen.findByText("Everybody is as he was before the import.")).toBeVisible();
    expect(screen.queryByText(/names are free/)).toBeNull();
  });

  test("lists what goes back and what stays of a user", async () => {
    file = { ...IMPORTED, undoCheck: pass("3", { removed: 2, updated: 1 }) };
    await open();
    expect(await screen.findByText("Changes: Department, Work city")).toBeVisible();
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
