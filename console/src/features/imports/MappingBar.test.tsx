import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { changedMeanwhile, PEOPLE } from "./import.fixtures";
import { MappingBar } from "./MappingBar";
import type { SavedMapping, UserImport } from "./queries";
import { newImportRoute } from "./routes";

const BASE = "/api/v1/organizations/acme/imports";

const FILE: UserImport = {
  ...PEOPLE,
  columns: [
    { name: "Post", field: null, informative: false },
    { name: "Kasse", field: null, informative: false },
  ],
  existing: "SKIP",
  newPasswords: "NONE",
  lacksTemporaryPassword: false,
};

const WAGES: SavedMapping = {
  id: "wages",
  name: "Wages office",
  columns: [
    { name: "Post", field: "address" },
    { name: "Amt", field: "title" },
  ],
  existing: "UPDATE",
  createUnits: false,
  newPasswords: "NONE",
  version: 3,
  savedByName: "Ann Fisher",
  savedAt: "2026-11-22T06:00:00Z",
};

const sent: { method: string; tag: string | null; body: unknown }[] = [];

beforeEach(() => {
  sent.length = 0;
  const note = async (request: Request) => {
    const tag = request.headers.get("If-Match");
    sent.push({ method: request.method, tag, body: await request.json() });
  };
  server.use(
    http.get(`${BASE}/mappings`, () => HttpResponse.json({ mappings: [WAGES], most: 100 })),
    http.get(`${BASE}/people`, () =>
      HttpResponse.json({ ...FILE, version: 2 }, { headers: { ETag: '"2"' } }),
    ),
    http.post(`${BASE}/people/mapping`, async ({ request }) => {
      await note(request);
      return HttpResponse.json({ missing: ["Amt"], added: ["Kasse"], version: 2 });
    }),
    http.post(`${BASE}/mappings`, async ({ request }) => {
      await note(request);
      return HttpResponse.json({ ...WAGES, name: "Payroll" }, { status: 201 });
    }),
    http.put(`${BASE}/mappings/wages`, async ({ request }) => {
      await note(request);
      return HttpResponse.json(WAGES);
    }),
  );
});

async function openBar(onUsed = vi.fn()) {
  return renderPage(
    <MappingBar
      file={{ value: FILE, etag: '"1"' }}
      fields={["address", null]}
      canSave
      onUsed={onUsed}
    />,
    {
      path: newImportRoute.path,
      at: newImportRoute.to({ organizationId: "acme" }, { import: "people" }),
      messages: "imports",
      permissions: ["users:import"],
    },
  );
}

describe("the saved mappings in the wizard", () => {
  test("takes a saved mapping over and says what the file lacks", async () => {
    const onUsed = vi.fn();
    const { user } = await openBar(onUsed);
    await user.selectOptions(await screen.findByLabelText("A saved mapping"), "Wages office");
    await user.click(screen.getByRole("button", { name: "Use the saved mapping" }));
    expect(await screen.findByText("The file lacks a column of the mapping: Amt")).toBeVisible();
    expect(screen.getByText(/which is left out: Kasse/)).toBeVisible();
    expect(sent).toEqual([{ method: "POST", tag: '"1"', body: { mappingId: "wages" } }]);
    expect(onUsed).toHaveBeenCalledWith({ value: { ...FILE, version: 2 }, etag: '"2"' });
  });

  test("says why a mapping was not used", async () => {
    server.use(
      http.post(`${BASE}/people/mapping`, () =>
        HttpResponse.json(
          {
            type: "urn:problem:imports:mapping-does-not-fit",
            title: "The mapping is for another kind of file",
            status: 409,
            detail: "The file lacks the column that says whose rows they are.",
          },
          { status: 409, headers: { "Content-Type": "application/problem+json" } },
        ),
      ),
    );
    const onUsed = vi.fn();
    const { user } = await openBar(onUsed);
    await user.selectOptions(await screen.findByLabelText("A saved mapping"), "Wages office");
    await user.click(screen.getByRole("button", { name: "Use the saved mapping" }));
    expect(await screen.findByText(/lacks the column that says whose rows/)).toBeVisible();
    expect(onUsed).not.toHaveBeenCalled();
  });

  test("says that a mapping is in place when only the file could not be read again", async () => {
    let isAway = true;
    server.use(
      http.get(`${BASE}/people`, () =>
        isAway
          ? new HttpResponse(null, { status: 500 })
          : HttpResponse.json({ ...FILE, version: 2 }, { headers: { ETag: '"2"' } }),
      ),
    );
    const onUsed = vi.fn();
    const { user } = await openBar(onUsed);
    await user.selectOptions(await screen.findByLabelText("A saved mapping"), "Wages office");
    await user.click(screen.getByRole("button", { name: "Use the saved mapping" }));
    expect(await screen.findByText("The file could not be read again")).toBeVisible();
    expect(screen.getByText("The saved mapping is in place")).toBeVisible();
    expect(screen.queryByText("The saved mapping was not used")).toBeNull();

    isAway = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await vi.waitFor(() => expect(onUsed).toHaveBeenCalledTimes(1));
  });

  test("says that the saved mappings could not be read, and tries again", async () => {
    let isAway = true;
    server.use(
      http.get(`${BASE}/mappings`, () =>
        isAway
          ? new HttpResponse(null, { status: 500 })
          : HttpResponse.json({ mappings: [WAGES], most: 100 }),
      ),
    );
    const { user } = await openBar();
    expect(await screen.findByText("The saved mappings could not be read")).toBeVisible();
    isAway = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByLabelText("A saved mapping")).toBeVisible();
  });

  test("replaces what somebody else saved meanwhile only at the next try", async () => {
    let version = 3;
    server.use(
      http.get(`${BASE}/mappings`, () =>
        HttpResponse.json({ mappings: [{ ...WAGES, version }], most: 100 }),
      ),
      http.put(`${BASE}/mappings/wages`, ({ request }) => {
        const tag = request.headers.get("If-Match");
        sent.push({ method: "PUT", tag, body: null });
        version = 4;
        return tag === '"4"' ? HttpResponse.json(WAGES) : changedMeanwhile();
      }),
    );
    const { user } = await openBar();
    await screen.findByLabelText("A saved mapping");
    await user.click(screen.getByRole("button", { name: "Save this mapping" }));
    await user.type(screen.getByLabelText(/^Name/), "Wages office");
    await user.click(screen.getByRole("button", { name: "Replace" }));
    expect(await screen.findByText(/Somebody changed this/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Replace" }));
    await vi.waitFor(() => expect(sent.map(({ tag }) => tag)).toEqual(['"3"', '"4"']));
  });

  test("saves the mapping under a name", async () => {
    const { user } = await openBar();
    await user.click(await screen.findByRole("button", { name: "Save this mapping" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByLabelText(/^Name/)).toHaveAccessibleDescription(/Give it a name/);
    await user.type(screen.getByLabelText(/^Name/), "Payroll");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      method: "POST",
      body: {
        name: "Payroll",
        columns: [
          { name: "Post", field: "address" },
          { name: "Kasse", field: null },
        ],
        existing: "SKIP",
        createUnits: false,
        newPasswords: "NONE",
      },
    });
  });

  test("replaces the mapping that has the name, and says so before", async () => {
    const { user } = await openBar();
    await screen.findByLabelText("A saved mapping");
    await user.click(screen.getByRole("button", { name: "Save this mapping" }));
    await user.type(screen.getByLabelText(/^Name/), "wages office");
    expect(screen.getByText("Takes the place of the saved mapping Wages office.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Replace" }));
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ method: "PUT", tag: '"3"' });
  });
});
