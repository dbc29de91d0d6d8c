import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * The line of the effective rights that tells of one permission.
 *
 * @param {Page} page
 * @param {string} summary what the permission is called
 */
const right = (page, summary) =>
  page
    .getByRole("region", { name: "Effective rights" })
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell", { name: summary, exact: true }) });

/**
 * What a permission is called.
 *
 * @param {Page} page
 * @param {string} permission
 */
async function summaryOf(page, permission) {
  const { sections } = await (await call(page, "GET", "/api/v1/permissions")).json();
  /** @type {{ permission: string, summary: string }[]} */
  const all = sections.flatMap((/** @type {{ permissions: object[] }} */ one) => one.permissions);
  return all.find((one) => one.permission === permission)?.summary ?? "";
}

journey("a role gives rights, and a change of it holds for its holders at once", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const rita = await makeUser(page, organizationId, { firstName: "Rita", lastName: "Rights" });
  const name = "Password desk";
  const reset = await summaryOf(page, "users:passwords");
  const download = await summaryOf(page, "users:export");

  await page.goto(`/organizations/${organizationId}/roles`);
  await page.getByRole("button", { name: "Create role" }).click();
  await page.getByRole("heading", { name: "Create role" }).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Choose at least one permission").waitFor();
  await axe(page);
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("checkbox", { name: reset, exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await axe(page);
  await screenshot(page, "role");

  const rights = `/organizations/${organizationId}/users/${rita.id}?tab=rights`;
  await page.goto(rights);
  await right(page, reset).getByText("No", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Add role" }).click();
  const dialog = page.getByRole("dialog", { name: "Add role" });
  await dialog.getByRole("textbox", { name: "Find a role" }).fill("password");
  await dialog.getByRole("checkbox", { name }).check();
  await axe(page);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Roles and permissions saved").waitFor();
  await right(page, reset).getByText(name).waitFor();
  await axe(page);
  await screenshot(page, "effective-rights");
  assert.equal(await right(page, download).getByText(name).count(), 0);

  await page.goto(`/organizations/${organizationId}/roles`);
  await page.getByRole("link", { name }).click();
  await page.getByRole("checkbox", { name: download, exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(`Role ${name} saved`).waitFor();
  await page.goto(rights);
  await right(page, download).getByText(name).waitFor();
});

journey("a role is copied, and its copy deleted", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/roles?name=owner`);
  await page.getByRole("button", { name: "Actions for Organization owner" }).click();
  await page.getByRole("menuitem", { name: "Copy" }).click();
  await page.getByRole("dialog", { name: "Copy Organization owner" }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Copy" }).click();
  const copy = "Organization owner (copy)";
  await page.getByRole("heading", { name: copy, level: 1 }).waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("dialog", { name: `Delete ${copy}?` });
  await question.getByRole("button", { name: "Delete" }).click();
  await page.getByText(`Role ${copy} deleted`).waitFor();
  await page.getByRole("heading", { name: "Roles", level: 1 }).waitFor();
});

journey("a role that somebody holds is not deleted before it is taken from him", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const place = `/api/v1/organizations/${organizationId}`;
  const name = "Night watch";
  const role = { name, level: "ORGANIZATION", permissions: ["users:read"] };
  const { id: roleId } = await (await call(page, "POST", `${place}/roles`, role)).json();
  const otto = await makeUser(page, organizationId, { firstName: "Otto", lastName: "Watch" });
  const grants = `${place}/users/${otto.id}/grants`;
  const give = async (/** @type {string[]} */ roles) => {
    const { etag = "" } = (await call(page, "GET", grants)).headers();
    const answer = await call(page, "PUT", grants, { roles }, { "If-Match": etag });
    assert.ok(answer.ok(), await answer.text());
  };
  await give([roleId]);
  await page.goto(`/organizations/${organizationId}/roles/${roleId}`);
  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("dialog", { name: `Delete ${name}?` });
  await question.getByRole("button", { name: "Delete" }).click();
  await question.getByText("Take it from everybody who holds it").waitFor();
  await axe(page);
  await question.getByRole("button", { name: "Cancel" }).click();
  await give([]);
  await page.getByRole("button", { name: "Delete" }).click();
  await question.getByRole("button", { name: "Delete" }).click();
  await page.getByText(`Role ${name} deleted`).waitFor();
});
