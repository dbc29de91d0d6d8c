import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import { COUNTS, PASS, PEOPLE } from "./import.fixtures";
import NewImportPage from "./NewImportPage";
import type { UserImport } from "./queries";
import { newImportRoute } from "./routes";

const BASE = "/api/v1/organizations/acme/imports";
/** The server as a test plays it: keeps what is configured, checks at once. */
let file: UserImport;
let foretold: typeof COUNTS;
let passwords: number;
const saved: unknown[] = [];

beforeEach(() => {
  file = PEOPLE;
  foretold = { ...COUNTS, created: 1, failed: 1 };
  passwords = 0;
  saved.length = 0;
  server.use(
    http.get(`${BASE}/people`, () => HttpResponse.json(file, { headers: { ETag: '"1"' } })),
    http.get(`${BASE}/people/first-rows`, () =>
      HttpResponse.json({ rows: [{ line: 2, cells: ["ann", "Nurse"], fault: null }] }),
    ),
    http.get(`${BASE}/mappings`, () => HttpResponse.json({ mappings: [], most: 100 })),
    http.get(`${BASE}/fields`, () =>
      HttpResponse.json({
        fields: [
          { key: "logonName", header: "Username", secret: false },
          { key: "password", header: "Password", secret: true },
          { key: "title", header: "Title", secret: false },
        ],
        largestFile: 20,
      }),
    ),
    http.put(`${BASE}/people/options`, async ({ request }) => {
      const body = (await request.json()) as {
        fields: (string | null)[];
        temporaryPassword?: string;
      };
      saved.push(body);
      file = {
        ...file,
        columns: file.columns.map((column, at) => ({ ...column, field: body.fields[at] ?? null })),
        lacksTemporaryPassword:
          file.lacksTemporaryPassword && (body.temporaryPassword ?? "") === "",
        version: file.version + 1,
      };
      return HttpResponse.json(file, { headers: { ETag: '"2"' } });
    }),
    http.post(`${BASE}/people/check`, () => {
      file = {
        ...file,
        check: { ...PASS, total: 2, counts: foretold, passwords, hashingSeconds: passwords / 20 },
      };
      return HttpResponse.json({ jobId: "job" }, { status: 202 });
    }),
    http.get(`${BASE}/people/reasons`, () =>
      HttpResponse.json({ reasons: [{ verdict: "ERROR", code: "unknown-unit", rows: 1 }] }),
    ),
    http.get(`${BASE}/people/verdicts`, () =>
      HttpResponse.json({ items: [], next: null, previous: null }),
    ),
  );
});

async function openWizard(isUploaded = true) {
  return renderPage(<NewImportPage />, {
    path: newImportRoute.path,
    at: newImportRoute.to({ organizationId: "acme" }, isUploaded ? { import: "people" } : {}),
    messages: "imports",
    permissions: ["users:import"],
  });
}

function next() {
  return screen.getByRole("button", { name: "Next" });
}

describe("the import wizard", () => {
  test("goes on only when a column says whom a row is for", async () => {
    const { user } = await openWizard();
    const who = await screen.findByLabelText("Who becomes");
    expect(next()).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByText(/Say which column is the Username/)).toBeVisible();

    await user.selectOptions(who, "Username");
    expect(next()).not.toHaveAttribute("aria-disabled", "true");
    await user.click(next());

    expect(await screen.findByRole("radio", { name: "Update them" })).toBeChecked();
    expect(saved).toMatchObject([{ fields: ["logonName", "title"] }]);
  });

  test("says which system wrote the file, and of JSON no delimiter", async () => {
    file = { ...PEOPLE, fileName: "acme-realm.json", format: "JSON", system: "KEYCLOAK" };
    await openWizard();
    expect(await screen.findByText("acme-realm.json: 2 users in JSON")).toBeVisible();
    expect(screen.getByText(/This is a file of Keycloak/)).toBeVisible();
  });

  test("asks for a temporary password and checks no sooner", async () => {
    file = { ...PEOPLE, columns: [{ name: "User", field: "logonName", informative: false }] };
    const { user } = await openWizard();
    await screen.findByLabelText("User becomes");
    await user.click(next());
    await user.click(await screen.findByRole("button", { name: "Check the file" }));
    const password = screen.getByLabelText(/^Temporary password/);
    expect(password).toHaveAccessibleDescription(/Give a temporary password/);

    await user.type(password, "brackish tulip orbit seven");
    await user.click(screen.getByRole("button", { name: "Check the file" }));
    expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
    expect(screen.getByRole("button", { name: "Import 1 user" })).toBeEnabled();
    expect(saved).toMatchObject([{ temporaryPassword: "brackish tulip orbit seven" }]);
  });

  test("asks for no temporary password when the file brings passwords", async () => {
    file = {
      ...PEOPLE,
      columns: [
        { name: "User", field: "logonName", informative: false },
        { name: "Password", field: "password", informative: false },
      ],
    };
    const { user } = await openWizard();
    await screen.findByLabelText("User becomes");
    await user.click(next());
    await screen.findByRole("radio", { name: "Update them" });
    expect(screen.queryByLabelText(/^Temporary password/)).toBeNull();
  });

  test("says how long the hashing of the file's passwords takes before it begins", async () => {
    passwords = 100_000;
    file = {
      ...PEOPLE,
      lacksTemporaryPassword: false,
      columns: [
        { name: "User", field: "logonName", informative: false },
        { name: "Password", field: "password", informative: false },
      ],
    };
    const { user } = await openWizard();
    await screen.findByLabelText("User becomes");
    await user.click(next());
    await user.click(await screen.findByRole("button", { name: "Check the file" }));
    expect(
      await screen.findByText("100,000 passwords have to be hashed: about 84 minutes"),
    ).toBeVisible();
  });

  describe("with a column of actions", () => {
    beforeEach(() => {
      file = {
        ...PEOPLE,
        columns: [
          { name: "User", field: "logonName", informative: false },
          { name: "Action", field: "action", informative: false },
        ],
      };
    });

    async function check() {
      const { user } = await openWizard();
      await screen.findByLabelText("User becomes");
      await user.click(next());
      await user.click(await screen.findByRole("button", { name: "Check the file" }));
      await screen.findByText("Nothing has happened yet");
    }

    test("says how many users would be deleted before they are", async () => {
      foretold = { ...COUNTS, deleted: 2 };
      await check();
      expect(screen.getByText("2 users would be deleted")).toBeVisible();
      expect(screen.getByRole("button", { name: "Delete 2 users" })).toBeEnabled();
    });

    test("names deletions apart from the rest", async () => {
      foretold = { ...COUNTS, updated: 1, deleted: 1 };
      await check();
      expect(screen.getByRole("button", { name: "Import 1 and delete 1 user" })).toBeEnabled();
    });

    test("asks for a temporary password only when rows make users", async () => {
      foretold = { ...COUNTS, created: 1, deleted: 1 };
      await check();
      expect(screen.getByText("New users need a temporary password")).toBeVisible();
      expect(screen.getByRole("button", { name: "Import" })).toHaveAttribute(
        "aria-disabled",
        "true",
      );
    });
  });

  test("checks again when asked to, whatever was known before", async () => {
    file = {
      ...PEOPLE,
      lacksTemporaryPassword: false,
      temporaryPasswordSet: true,
      columns: [
        { name: "User", field: "logonName", informative: false },
        { name: "Unit", field: "unit", informative: false },
      ],
    };
    foretold = { ...COUNTS, failed: 2 };
    const { user } = await openWizard();
    await screen.findByLabelText("User becomes");
    await user.click(next());
    await user.click(await screen.findByRole("button", { name: "Check the file" }));
    expect(await screen.findByText("Nothing would change")).toBeVisible();

    foretold = { ...COUNTS, created: 2 };
    await user.click(screen.getByRole("button", { name: "Back" }));
    await user.click(await screen.findByRole("button", { name: "Check the file" }));
    expect(await screen.findByRole("button", { name: "Import 2 users" })).toBeEnabled();
  });

  test("doesn’t ask for units by an option that it doesn’t offer", async () => {
    file = {
      ...PEOPLE,
      createUnits: true,
      newPasswords: "NONE",
      columns: [
        { name: "User", field: "logonName", informative: false },
        { name: "Unit", field: "unit", informative: false },
      ],
    };
    const { user } = await openWizard();
    await screen.findByLabelText("User becomes");
    await user.click(next());
    await screen.findByRole("radio", { name: "Update them" });
    expect(screen.queryByRole("checkbox", { name: /units/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Check the file" }));
    expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
    expect(saved).toMatchObject([{ createUnits: false }]);
  });

  test("keeps a mapping with the options as they are chosen", async () => {
    const kept: unknown[] = [];
    server.use(
      http.post(`${BASE}/mappings`, async ({ request }) => {
        kept.push(await request.json());
        return HttpResponse.json({ name: "Payroll" }, { status: 201 });
      }),
    );
    file = { ...PEOPLE, columns: [{ name: "User", field: "logonName", informative: false }] };
    const { user } = await openWizard();
    await screen.findByLabelText("User becomes");
    await user.click(next());
    await user.click(await screen.findByRole("radio", { name: "Leave them as they are" }));
    await user.click(screen.getByRole("radio", { name: "None yet" }));
    await user.click(screen.getByRole("button", { name: "Save this mapping" }));
    const dialog = within(screen.getByRole("dialog"));
    expect(dialog.getByText("Leave them as they are")).toBeVisible();
    expect(dialog.getByText("None yet")).toBeVisible();
    await user.type(dialog.getByLabelText(/^Name/), "Payroll");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The mapping Payroll is saved")).toBeVisible();
    expect(kept).toMatchObject([{ existing: "SKIP", newPasswords: "NONE" }]);
    // It was the dialog that was sent, not the step behind it.
    expect(screen.getByRole("button", { name: "Check the file" })).toBeVisible();
  });

  test("says that a dropped spreadsheet can’t be taken", async () => {
    await openWizard(false);
    const place = await screen.findByLabelText("File of users");
    const spreadsheet = new File(["PK"], "staff.xlsx", {
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    });
    fireEvent.drop(place, { dataTransfer: { files: [spreadsheet], types: ["Files"] } });
    expect(await screen.findByText("This file can’t be taken")).toBeVisible();
    expect(screen.getByText(/Save a spreadsheet as CSV first/)).toBeVisible();
  });

  test("says of a file that is too large how large it may be", async () => {
    const { user, container } = await openWizard(false);
    const upload = await screen.findByRole("button", { name: "Choose a file" });
    const input = container.querySelector<HTMLInputElement>("input[type=file]");
    if (input === null) {
      throw new Error("no field for a file");
    }
    await user.upload(input, new File(["x".repeat(21)], "large.csv", { type: "text/csv" }));
    expect(await screen.findByText(/too large to be imported/)).toHaveTextContent("20 bytes");
    expect(screen.getByRole("button", { name: "Upload" })).toHaveAttribute("aria-disabled", "true");

    await user.upload(input, new File(["x".repeat(20)], "small.csv", { type: "text/csv" }));
    expect(await screen.findByText(/small.csv/)).not.toHaveTextContent("too large");
    expect(screen.getByRole("button", { name: "Upload" })).not.toHaveAttribute(
      "aria-disabled",
      "true",
    );
    expect(upload).toBeVisible();

    const image = new File(["x"], "people.png", { type: "image/png" });
    await userEvent.setup({ applyAccept: false }).upload(input, image);
    expect(await screen.findByText("This file can’t be taken")).toBeVisible();
    expect(screen.queryByDisplayValue("people.png")).toBeNull();
    expect(screen.queryByDisplayValue("small.csv")).toBeNull();
    expect(next()).toHaveAttribute("aria-disabled", "true");
  });
});
