import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import ImportsPage from "./ImportsPage";
import { PEOPLE } from "./import.fixtures";
import { importsRoute } from "./routes";

const IMPORTS = "/api/v1/organizations/acme/imports";

async function asksToDelete(undoable: number) {
  server.use(
    http.get(IMPORTS, () =>
      HttpResponse.json({ items: [{ ...PEOPLE, undoable }], next: null, previous: null }),
    ),
  );
  const { user } = await renderPage(<ImportsPage />, {
    path: importsRoute.path,
    at: importsRoute.to({ organizationId: "acme" }),
    messages: "imports",
    permissions: ["users:import"],
  });
  await user.click(await screen.findByRole("button", { name: /people.csv/ }));
  await user.click(screen.getByRole("menuitem", { name: "Delete the file" }));
  return within(await screen.findByRole("dialog"));
}

describe("deleting the file of an import", () => {
  test("says that the import can then no longer be undone", async () => {
    const dialog = await asksToDelete(7);
    expect(
      dialog.getByText("This import can then no longer be undone: it made or changed 7 users."),
    ).toBeVisible();
  });

  test("says nothing of undo when there is nothing to undo", async () => {
    const dialog = await asksToDelete(0);
    expect(dialog.getByText(/Users stay as they are/)).toBeVisible();
    expect(dialog.queryByText(/undone/)).toBeNull();
  });
});
