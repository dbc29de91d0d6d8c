import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * @param {Page} page
 * @param {string} name
 */
const line = (page, name) => page.getByRole("treeitem", { name: new RegExp(`^${name} `) });

/**
 * @param {Page} page
 * @param {string} unit
 * @param {string} action
 */
async function choose(page, unit, action) {
  await page.getByRole("button", { name: `Actions for ${unit}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
  return page.getByRole("dialog");
}

/**
 * @param {Page} page
 * @param {string} organizationId
 * @param {string} name
 * @param {string | null} parentId
 */
async function makeUnit(page, organizationId, name, parentId = null) {
  const path = `/api/v1/organizations/${organizationId}/units`;
  const made = await call(page, "POST", path, { name, parentId });
  assert.ok(made.ok(), await made.text());
  return (await made.json()).id;
}

journey("units are created, renamed, moved and deleted by keyboard alone", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await makeUnit(page, organizationId, "Quay");
  await page.goto(`/organizations/${organizationId}/units`);
  await line(page, "Quay").waitFor();
  await axe(page);

  await page.getByRole("button", { name: "Create unit" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Create unit" }).waitFor();
  await axe(page);
  await page.keyboard.type("Wharehouse");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Wharehouse" }).waitFor();

  await page.getByRole("button", { name: "Actions for Wharehouse" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Rename or describe" }).press("Enter");
  const rename = page.getByRole("dialog", { name: "Rename or describe Wharehouse" });
  await rename.getByRole("textbox", { name: "Name" }).selectText();
  await page.keyboard.type("Warehouse");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Warehouse", exact: true }).waitFor();

  await page.getByRole("button", { name: "Actions for Warehouse" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Move…" }).press("Enter");
  const move = page.getByRole("dialog", { name: "Move Warehouse" });
  await move.getByRole("treeitem", { name: "Quay" }).waitFor();
  await axe(page);
  await screenshot(page, "unit-move");
  await move.getByRole("treeitem").first().focus();
  await page.keyboard.type("q");
  await page.keyboard.press("Enter");
  await move.getByRole("button", { name: "Move unit" }).press("Enter");
  await move.waitFor({ state: "detached" });
  await page.getByText("Warehouse was moved: Quay").waitFor();
  await page.locator('[aria-level="2"]', { hasText: "Warehouse" }).waitFor();

  await page.getByRole("button", { name: "Actions for Warehouse" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Delete…" }).press("Enter");
  await page.getByRole("dialog", { name: "Delete Warehouse?" }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Delete unit" }).press("Enter");
  await line(page, "Warehouse").waitFor({ state: "detached" });
});

journey("a unit is dragged onto its new parent", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await makeUnit(page, organizationId, "Fleet");
  await makeUnit(page, organizationId, "Tugboats");
  await page.goto(`/organizations/${organizationId}/units`);
  await line(page, "Tugboats").dragTo(line(page, "Fleet"));
  await page.getByText("Tugboats was moved: Fleet").waitFor();
  await page.locator('[aria-level="2"]', { hasText: "Tugboats" }).waitFor();
  await screenshot(page, "units");
});

journey("the members of a unit see only the units that are ticked", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const staff = await makeUnit(page, organizationId, "Staff");
  await makeUnit(page, organizationId, "Office A", staff);
  await makeUnit(page, organizationId, "Human Resources");
  await page.goto(`/organizations/${organizationId}/units?unit=${staff}`);
  const dialog = await choose(page, "Staff", "Change whom they see");
  await dialog.getByRole("radio", { name: "Chosen units only" }).check();
  await dialog.locator('[role="treeitem"][tabindex="0"]').focus();
  await page.keyboard.type("s");
  await dialog.getByRole("button", { name: "Tick Staff and all below", exact: true }).click();
  await axe(page);
  await screenshot(page, "unit-visibility");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Staff, Staff / Office A").waitFor();
  const path = `/api/v1/organizations/${organizationId}/units/${staff}/visibility`;
  const { all, units } = await (await call(page, "GET", path)).json();
  assert.equal(all, false);
  assert.equal(units.length, 2);
});

journey("a unit with users is only deleted when it is said where they go", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const unitId = await makeUnit(page, organizationId, "Canteen");
  await makeUser(page, organizationId, { firstName: "Kai", lastName: "Cook", unitId });
  await page.goto(`/organizations/${organizationId}/units?unit=${unitId}`);
  const dialog = await choose(page, "Canteen", "Delete…");
  await dialog.getByRole("button", { name: "Delete unit" }).click();
  await dialog.getByText("Confirm where the users go.").waitFor();
  await axe(page);
  await dialog.getByRole("checkbox", { name: /^Move 1 user to the unit/ }).check();
  await dialog.getByRole("button", { name: "Delete unit" }).click();
  await line(page, "Canteen").waitFor({ state: "detached" });
});
