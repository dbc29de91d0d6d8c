import type { CatalogueSection } from "@shared/rights/queries";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, test, vi } from "vitest";
import { RoleForm } from "./RoleForm";

const SECTIONS: CatalogueSection[] = [
  {
    section: "USERS",
    permissions: [
      { permission: "users:read", summary: "See the users", level: "ORGANIZATION", code: 10013 },
      { permission: "users:edit", summary: "Edit users", level: "ORGANIZATION", code: 10120 },
    ],
  },
];

describe("the editor of a role", () => {
  test("asks for a name and a permission before it asks the server", async () => {
    const { user } = await renderPage(editor(), { messages: "roles" });
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Give the role a name")).toBeVisible();
    expect(screen.getByText("Choose at least one permission")).toBeVisible();
  });

  test("creates a role with all that was selected", async () => {
    const bodies: unknown[] = [];
    const onSaved = vi.fn();
    server.use(
      http.post("/api/v1/organizations/acme/roles", async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ id: "r9", name: "Desk" }, { status: 201 });
      }),
    );
    const { user } = await renderPage(editor(onSaved), { messages: "roles" });
    await user.type(screen.getByRole("textbox", { name: "Name" }), "Desk");
    await user.click(screen.getByRole("button", { name: "Select all" }));
    await user.click(screen.getByRole("checkbox", { name: "Edit users" }));
    await user.click(screen.getByRole("button", { name: "View only selected" }));
    expect(screen.queryByRole("checkbox", { name: "Edit users" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(onSaved).toHaveBeenCalled());
    expect(bodies).toEqual([
      { name: "Desk", description: "", level: "ORGANIZATION", permissions: ["users:read"] },
    ]);
  });
});

function editor(onSaved: () => void = () => {}) {
  return (
    <RoleForm
      organizationId="acme"
      isReadOnly={false}
      sections={SECTIONS}
      onSaved={onSaved}
      onBack={() => {}}
    />
  );
}
