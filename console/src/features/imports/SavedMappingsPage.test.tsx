import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import { changedMeanwhile } from "./import.fixtures";
import type { SavedMapping } from "./queries";
import { mappingsRoute } from "./routes";
import SavedMappingsPage from "./SavedMappingsPage";

const MAPPINGS = "/api/v1/organizations/acme/imports/mappings";

/** The server as a test plays it. */
let mappings: SavedMapping[];

beforeEach(() => {
  mappings = [
    {
      id: "wages",
      name: "Wages office",
      columns: [
        { name: "Post", field: "address" },
        { name: "Kasse", field: null },
      ],
      existing: "UPDATE",
      createUnits: false,
      newPasswords: "NONE",
      version: 3,
      savedByName: "Ann Fisher",
      savedAt: "2026-11-22T06:00:00Z",
    },
  ];
  server.use(
    http.get(MAPPINGS, () => HttpResponse.json({ mappings, most: 100 })),
    http.put(`${MAPPINGS}/wages`, async ({ request }) => {
      expect(request.headers.get("If-Match")).toBe('"3"');
      const body = (await request.json()) as Partial<SavedMapping>;
      mappings = mappings.map((one) => ({ ...one, ...body, version: 4 }));
      return HttpResponse.json(mappings[0]);
    }),
    http.delete(`${MAPPINGS}/wages`, ({ request }) => {
      expect(request.headers.get("If-Match")).toBe('"4"');
      mappings = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

describe("the page of saved mappings", () => {
  test("renames a mapping and deletes it", async () => {
    const { user } = await renderPage(<SavedMappingsPage />, {
      path: mappingsRoute.path,
      at: mappingsRoute.to({ organizationId: "acme" }),
      messages: "imports",
      permissions: ["users:import"],
    });
    expect(await screen.findByRole("cell", { name: "Post" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Actions for Wages office" }));
    await user.click(screen.getByRole("menuitem", { name: "Rename" }));
    const name = screen.getByLabelText(/^Name/);
    await user.clear(name);
    await user.type(name, "Payroll");
    await user.click(screen.getByRole("button", { name: "Rename" }));
    expect(await screen.findByRole("rowheader", { name: "Payroll" })).toBeVisible();

    await user.click(screen.getByRole("button", { name: "Actions for Payroll" }));
    await user.click(screen.getByRole("menuitem", { name: "Delete" }));
    await user.click(screen.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("No saved mappings yet")).toBeVisible();
  });

  test("says that somebody changed a mapping, and renames what is there by then", async () => {
    const tags: (string | null)[] = [];
    server.use(
      http.put(`${MAPPINGS}/wages`, ({ request }) => {
        tags.push(request.headers.get("If-Match"));
        if (tags.length === 1) {
          mappings = mappings.map((one) => ({ ...one, version: 7 }));
          return changedMeanwhile();
        }
        mappings = mappings.map((one) => ({ ...one, name: "Payroll" }));
        return HttpResponse.json(mappings[0]);
      }),
    );
    const { user } = await renderPage(<SavedMappingsPage />, {
      path: mappingsRoute.path,
      at: mappingsRoute.to({ organizationId: "acme" }),
      messages: "imports",
      permissions: ["users:import"],
    });
    await user.click(await screen.findByRole("button", { name: "Actions for Wages office" }));
    await user.click(screen.getByRole("menuitem", { name: "Rename" }));
    await user.type(screen.getByLabelText(/^Name/), " 2");
    await user.click(screen.getByRole("button", { name: "Rename" }));
    expect(await screen.findByText(/Somebody changed this/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Rename" }));
    expect(await screen.findByRole("rowheader", { name: "Payroll" })).toBeVisible();
    expect(tags).toEqual(['"3"', '"7"']);
  });
});
