import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import { UserRights } from "./UserRights";

const USER = "/api/v1/organizations/acme/users/bob";
const ROUTE = { path: "/organizations/:organizationId/rights", at: "/organizations/acme/rights" };

const saved: { body: unknown; ifMatch: string | null }[] = [];

beforeEach(() => {
  saved.length = 0;
  server.use(
    http.get("/api/v1/me", () => HttpResponse.json({}, { status: 503 })),
    http.get("/api/v1/permissions", () =>
      HttpResponse.json({
        sections: [
          section("USERS", ["users:read", "See the users"], ["users:purge", "Delete for good"]),
          section("AUDIT", ["audit:read", "Read the audit log"]),
        ],
      }),
    ),
    http.get(`${USER}/grants`, () =>
      HttpResponse.json(
        {
          roles: [{ id: "r1", name: "Help desk", description: "", system: true }],
          permissions: [],
          version: 3,
        },
        { headers: { ETag: '"3"' } },
      ),
    ),
    http.put(`${USER}/grants`, async ({ request }) => {
      saved.push({ body: await request.json(), ifMatch: request.headers.get("If-Match") });
      return HttpResponse.json({ roles: [], permissions: [], version: 4 });
    }),
    http.get("/api/v1/organizations/acme/roles", () =>
      HttpResponse.json({
        items: [role("r1", "Help desk", 1), role("r2", "Auditor", 0), role("r3", "Member", null)],
        next: null,
        previous: null,
      }),
    ),
    http.get(`${USER}/effective-rights`, () =>
      HttpResponse.json({
        signsIn: false,
        systemAdministrator: false,
        rights: [
          right("users:read", "See the users", [
            { kind: "ROLE", roleId: "r1", roleName: "Help desk" },
            { kind: "PERMISSION", roleId: null, roleName: null },
          ]),
          right("audit:read", "Read the audit log", []),
        ],
      }),
    ),
  );
});

describe("roles and permissions of a user", () => {
  test("gain roles that are not held yet, stored with Save only", async () => {
    const { user } = await open(["grants:assign"]);
    await user.click(await screen.findByRole("button", { name: "Add role" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add role" }));
    await user.click(await dialog.findByRole("checkbox", { name: "Auditor" }));
    expect(dialog.queryByRole("checkbox", { name: "Help desk" })).toBeNull();
    expect(dialog.queryByRole("checkbox", { name: "Member" })).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Add" }));
    expect(saved).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(saved).toEqual([{ body: { roles: ["r1", "r2"], permissions: [] }, ifMatch: '"3"' }]),
    );
  });

  test("gain single permissions that are searched for, stored with Save only", async () => {
    const { user } = await open(["grants:assign"]);
    await user.click(await screen.findByRole("button", { name: "Advanced" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Single permissions" }));
    await user.type(dialog.getByRole("textbox", { name: "Find a permission" }), "good");
    expect(dialog.getAllByRole("checkbox")).toHaveLength(1);
    await user.click(dialog.getByRole("checkbox", { name: "Delete for good" }));
    await user.click(dialog.getByRole("button", { name: "Apply" }));
    expect(saved).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(saved).toEqual([
        { body: { roles: ["r1"], permissions: ["users:purge"] }, ifMatch: '"3"' },
      ]),
    );
  });

  test("show only the permissions of a section, and stay as they are on Cancel", async () => {
    const { user } = await open(["grants:assign"]);
    await user.click(await screen.findByRole("button", { name: "Advanced" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Single permissions" }));
    expect(dialog.getAllByRole("checkbox")).toHaveLength(3);
    await user.selectOptions(dialog.getByRole("combobox", { name: "Section" }), "AUDIT");
    expect(dialog.getAllByRole("checkbox")).toHaveLength(1);
    await user.click(dialog.getByRole("checkbox", { name: "Read the audit log" }));
    await user.click(dialog.getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByText("None outside the roles.")).toBeVisible();
    expect(saved).toEqual([]);
  });

  test("can't be changed without the permission to give or to take", async () => {
    await open([]);
    expect(await screen.findByText("None outside the roles.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add role" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });

  test("say through what each right is held, also when sign-in is closed", async () => {
    const { user } = await open([]);
    const held = await screen.findByRole("row", { name: /See the users/ });
    expect(within(held).getByText("Help desk, Single permission")).toBeVisible();
    expect(screen.getByText(/can’t sign in at present/)).toBeVisible();
    await user.click(screen.getByRole("switch", { name: "Only what is held" }));
    expect(screen.queryByRole("row", { name: /Read the audit log/ })).toBeNull();
  });
});

function open(permissions: ("grants:assign" | "grants:revoke")[]) {
  return renderPage(<UserRights organizationId="acme" userId="bob" />, { ...ROUTE, permissions });
}

function section(name: string, ...entries: [string, string][]) {
  return {
    section: name,
    permissions: entries.map(([permission, summary]) => ({
      permission,
      summary,
      level: "ORGANIZATION",
      code: null,
    })),
  };
}

function role(id: string, name: string, holders: number | null) {
  return {
    id,
    name,
    description: "",
    level: "ORGANIZATION",
    system: true,
    permissions: [],
    holders,
  };
}

function right(permission: string, summary: string, through: object[]) {
  return { permission, section: "USERS", summary, held: through.length > 0, through };
}
