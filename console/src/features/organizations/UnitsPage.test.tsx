import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { unitsRoute } from "./routes";
import UnitsPage from "./UnitsPage";

const UNITS = "/api/v1/organizations/acme/units";

function unit(id: string, parentId: string | null, name: string, users = 0) {
  const builtIn = id === "default";
  return { id, parentId, name, description: "", builtIn, seesAll: true, version: 3, users };
}

const TREE = [
  unit("default", null, "Default", 4),
  unit("hr", null, "Human Resources"),
  unit("sales", null, "Sales", 2),
  unit("north", "sales", "North", 1),
];

async function open(permissions: Parameters<typeof renderPage>[1] = {}) {
  server.use(
    http.get(UNITS, () => HttpResponse.json({ items: TREE })),
    http.get(`${UNITS}/:unit/visibility`, () =>
      HttpResponse.json({ all: true, units: [] }, { headers: { ETag: '"3"' } }),
    ),
  );
  const page = await renderPage(<UnitsPage />, {
    path: unitsRoute.path,
    at: unitsRoute.to({ organizationId: "acme" }, { unit: "sales" }),
    messages: "organizations",
    permissions: ["units:read", "units:manage", "users:read", "users:edit"],
    ...permissions,
  });
  await screen.findByRole("heading", { level: 2, name: "Sales" });
  return page;
}

async function choose(user: Awaited<ReturnType<typeof open>>["user"], action: string) {
  await user.click(screen.getByRole("button", { name: /Actions/ }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
  return screen.findByRole("dialog");
}

test("shows the chosen unit and links to its users", async () => {
  await open();
  expect(screen.getByRole("treeitem", { name: /Sales/ })).toHaveAttribute("aria-selected", "true");
  expect(screen.getByRole("link", { name: "2 users" })).toHaveAttribute(
    "href",
    "/organizations/acme/users?unit=sales",
  );
});

test("moves a unit by the dialog, never into its own branch", async () => {
  const { user } = await open();
  let sent: unknown;
  server.use(
    http.put(`${UNITS}/sales`, async ({ request }) => {
      expect(request.headers.get("If-Match")).toBe('"3"');
      sent = await request.json();
      return HttpResponse.json(unit("sales", "hr", "Sales", 2));
    }),
  );
  const dialog = await choose(user, "Move…");
  expect(within(dialog).getByRole("treeitem", { name: "North" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await user.click(within(dialog).getByText("Human Resources"));
  await user.click(within(dialog).getByRole("button", { name: "Move unit" }));
  await waitFor(() => expect(sent).toEqual({ name: "Sales", description: "", parentId: "hr" }));
});

test("asks where users and units go before it deletes", async () => {
  const { user } = await open();
  let sent: URLSearchParams | undefined;
  server.use(
    http.delete(`${UNITS}/sales`, ({ request }) => {
      sent = new URL(request.url).searchParams;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const dialog = await choose(user, "Delete…");
  await user.click(within(dialog).getByRole("button", { name: "Delete unit" }));
  expect(await within(dialog).findByText("Confirm where the users go.")).toBeInTheDocument();
  await user.click(within(dialog).getByRole("radio", { name: "Delete too" }));
  await user.click(
    within(dialog).getByRole("checkbox", { name: "Move 3 users to the unit Default" }),
  );
  await user.click(within(dialog).getByRole("button", { name: "Delete unit" }));
  await waitFor(() => expect(sent?.get("below")).toBe("DELETE"));
  expect(sent?.get("moveUsers")).toBe("true");
});

test("ticks a whole branch of what the members see, beginning with their own unit", async () => {
  const { user } = await open();
  let sent: unknown;
  server.use(
    http.put(`${UNITS}/sales/visibility`, async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ all: false, units: [] });
    }),
  );
  const dialog = await choose(user, "Change whom they see");
  await user.click(await within(dialog).findByRole("radio", { name: /Chosen units only/ }));
  const sales = within(dialog).getByRole("treeitem", { name: "Sales" });
  expect(sales).toHaveAttribute("aria-checked", "true");
  await user.click(within(dialog).getByText("Human Resources"));
  await user.click(
    within(dialog).getByRole("button", { name: "Tick Human Resources and all below" }),
  );
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual({ all: false, units: ["sales", "hr"] }));
});

test("lets whoever may only read look but not touch", async () => {
  await open({ permissions: ["units:read"] });
  expect(screen.queryByRole("button", { name: "Create unit" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /Actions/ })).not.toBeInTheDocument();
  expect(screen.getByRole("treeitem", { name: /Sales/ })).not.toHaveAttribute("draggable");
});
