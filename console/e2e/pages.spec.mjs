import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { asAdministrator, axe, journey, makeUser, overflow, signInAs } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PASSWORD = "nine quiet herons at the pier";
// A page that failed, is not there or not for the reader is an empty state alone.
const FAILED = ".pf-v6-c-empty-state:has(h1), .pf-v6-c-empty-state.pf-m-danger";
const BUSY = '[aria-busy="true"], [class*="skeleton"], [class*="spinner"]';

/**
 * Every address that has a page, from the features' routes: a new page is visited without a word here.
 *
 * @returns {Promise<{ path: string, needs: string }[]>}
 */
async function routes() {
  const source = new URL("../src/", import.meta.url);
  const places = await readFile(new URL("shared/routing/places.ts", source), "utf8");
  const found = [];
  for (const feature of await readdir(new URL("features/", source))) {
    const text = await readFile(new URL(`features/${feature}/routes.ts`, source), "utf8");
    for (const declared of text.split(/= route\(/).slice(1)) {
      const [, place, own, needs] =
        /^(?:places\.(\w+)|"([^"]+)"), \{\s+needs: "([^"]+)"/.exec(declared) ?? [];
      const path = own ?? new RegExp(`\\b${place}: place\\("([^"]+)"`).exec(places)?.[1];
      assert.ok(path && needs, `no address and needs of the route in ${feature}: ${declared}`);
      found.push({ path, needs });
    }
  }
  return found;
}

/**
 * Opens each page, looks at it in light and dark, and makes the window narrow. All faults are told together.
 *
 * @param {Page} page
 * @param {readonly string[]} addresses
 */
async function visit(page, addresses) {
  /** @type {string[]} */
  const faults = [];
  for (const address of addresses) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForFunction((busy) => document.querySelector(busy) === null, BUSY);
    for (const refusal of await page.locator(FAILED).allTextContents()) {
      faults.push(`${address}: ${refusal}`);
    }
    await axe(page).catch((error) => faults.push(error.message));
    await page.setViewportSize({ width: 400, height: 800 });
    const wider = await overflow(page);
    if (wider > 0) {
      faults.push(`${address}: ${wider} pixels wider than a window of 400`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  assert.deepEqual(faults, []);
}

journey(
  "every page for those who are not signed in is whole in light and dark and fits a narrow window",
  async (page) => {
    const open = (await routes()).filter(({ needs }) => needs === "nothing");
    await visit(
      page,
      open.map(({ path }) => `${path}?token=of-nobody`),
    );
  },
);

journey("a page that is not there, or not for its reader, says so", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const lastName = `Reader${Date.now()}`;
  const reader = { firstName: "Rhea", lastName, password: PASSWORD };
  const { address } = await makeUser(page, organizationId, reader);
  await signInAs(page, address, PASSWORD);
  for (const [path, title] of [
    ["/no/such/page", "Not found"],
    [`/organizations/${organizationId}/users`, "You may not see this page"],
    ["/account", "My account"],
  ]) {
    await page.goto(String(path));
    await page.getByRole("heading", { name: String(title), level: 1 }).waitFor();
    await axe(page);
  }
});
