import type { Permission } from "@shared/session/permissions";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import ImportPage from "./ImportPage";
import type { DirectoryPeople, DirectoryPerson } from "./queries";
import { importRoute } from "./routes";

const ACTIONS = "/api/v1/organizations/acme/directories/d1/actions";

/** The server as a test plays it. */
let people: DirectoryPeople;
let sent: unknown[];

beforeEach(() => {
  people = {
    people: [
      person("ada", { address: "ada@acme.example" }),
      person("bob", {}),
      person("odd", { logonName: "", against: "Nobody can be called so here." }),
    ],
    total: 3,
    here: 2,
    cut: false,
  };
  sent = [];
  server.use(
    http.post(`${ACTIONS}/browse`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(people);
    }),
    http.post(`${ACTIONS}/import`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "j1", total: 1, here: 2, cut: false }, { status: 202 });
    }),
  );
});

test("those chosen are imported, and one is led to the job", async () => {
  const { user, router } = await open(["users:import", "units:manage"]);
  expect(await screen.findByText(/nothing is written to the directory/)).toBeVisible();
  await user.type(screen.getByRole("textbox", { name: /Unit/ }), "ou=Sales,dc=test");
  await user.click(screen.getByRole("checkbox", { name: /e-mail address as the user name/ }));
  await user.click(screen.getByRole("checkbox", { name: /Make units/ }));
  await user.click(screen.getByRole("button", { name: "List users" }));
  const table = within(await screen.findByRole("grid", { name: "People of the directory" }));
  expect(sent[0]).toEqual({
    unit: "ou=Sales,dc=test",
    group: null,
    text: null,
    addressAsName: true,
  });
  expect(screen.getByText("2 more are here already and not listed.")).toBeVisible();
  expect(table.getByText("ada@acme.example")).toBeVisible();
  expect(table.getByText("Nobody can be called so here.")).toBeVisible();
  expect(table.getByRole("checkbox", { name: "Choose Odd" })).toBeDisabled();
  await user.click(table.getByRole("checkbox", { name: "Choose Ada" }));
  await user.click(screen.getByRole("button", { name: "Import 1 chosen" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Import 1 user?" }));
  await user.click(dialog.getByRole("button", { name: "Import" }));
  expect(await screen.findByText("1 user is being imported")).toBeVisible();
  expect(sent[1]).toMatchObject({ entryIds: ["ada"], addressAsName: true, createUnits: true });
  expect(router.state.location.pathname).toBe("/organizations/acme/jobs/j1");
});

test("all that match are imported, however many are listed", async () => {
  people = { ...people, total: 1234, cut: true };
  const { user } = await open(["users:import"]);
  await user.type(await screen.findByRole("textbox", { name: /Search/ }), "a");
  await user.click(screen.getByRole("button", { name: "List users" }));
  expect(await screen.findByText(/The first 3 of 1,234 are listed/)).toBeVisible();
  expect(screen.getByText(/more entries than are read at once/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Import all that match" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Import 1,234 users?" }));
  await user.click(dialog.getByRole("button", { name: "Import" }));
  await screen.findByText("1 user is being imported");
  expect(sent[1]).toEqual({
    unit: null,
    group: null,
    text: "a",
    addressAsName: false,
    createUnits: false,
  });
});

test("a list that was found by other words is gone, and units are for those who may make them", async () => {
  const { user } = await open(["users:import"]);
  await user.click(await screen.findByRole("button", { name: "List users" }));
  await screen.findByRole("grid", { name: "People of the directory" });
  expect(screen.queryByRole("checkbox", { name: /Make units/ })).toBeNull();
  await user.type(screen.getByRole("textbox", { name: /Group/ }), "cn=x");
  expect(screen.queryByRole("grid", { name: "People of the directory" })).toBeNull();
});

test("why the directory can't be read is said, and what is wrong lands on its field", async () => {
  refuse("directories:not-read", 409, "The directory can't be read", "The account is locked.");
  const { user } = await open(["users:import"]);
  await user.click(await screen.findByRole("button", { name: "List users" }));
  expect(await screen.findByText("The account is locked.")).toBeVisible();
  refuse("kernel:invalid", 422, "Some fields are not right", "", [
    { field: "unit", code: "outside", message: "The unit is not below the base." },
  ]);
  await user.click(screen.getByRole("button", { name: "List users" }));
  expect(await screen.findByText("The unit is not below the base.")).toBeVisible();
  expect(screen.queryByRole("grid", { name: "People of the directory" })).toBeNull();
});

function refuse(
  type: string,
  status: number,
  title: string,
  detail: string,
  errors: readonly unknown[] = [],
) {
  server.use(
    http.post(`${ACTIONS}/browse`, () =>
      HttpResponse.json(
        { type: `urn:problem:${type}`, title, status, detail, errors },
        { status, headers: { "Content-Type": "application/problem+json" } },
      ),
    ),
  );
}

function open(permissions: readonly Permission[]) {
  return renderPage(<ImportPage />, {
    path: importRoute.path,
    at: importRoute.to({ organizationId: "acme", directoryId: "d1" }),
    messages: "directories",
    permissions,
  });
}

function person(entryId: string, change: Partial<DirectoryPerson>): DirectoryPerson {
  return {
    entryId,
    entryName: `uid=${entryId},dc=test`,
    logonName: entryId,
    address: "",
    displayName: `${entryId.charAt(0).toUpperCase()}${entryId.slice(1)}`,
    against: "",
    ...change,
  };
}
