import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, makeUser, overflow, screenshot } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** @param {Page} page @param {string} term */
async function count(page, term) {
  const terms = page.locator("dt").filter({ hasText: new RegExp(`^${term}$`) });
  const group = page.locator(".pf-v6-c-description-list__group").filter({ has: terms });
  return Number(await group.locator("dd").textContent());
}

/**
 * Uploads a file in the wizard and goes on to what its check says.
 *
 * @param {Page} page
 * @param {string} organizationId
 * @param {string} name
 * @param {string} text
 */
async function check(page, organizationId, name, text) {
  await page.goto(`/organizations/${organizationId}/imports/new`);
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await button(page, "Upload").click();
  await page.getByRole("grid", { name: "Columns" }).waitFor();
  await button(page, "Next").click();
  await page.getByRole("radio", { name: "None yet" }).check();
  await button(page, "Check the file").click();
  await page.getByText("Nothing has happened yet").waitFor();
}

/**
 * A crew of four, a unit, and a file that says of each what is to be done: one row is a mistake.
 *
 * @param {Page} page
 */
async function arrange(page) {
  const { organizationId } = await asAdministrator(page);
  const place = `/api/v1/organizations/${organizationId}`;
  const lastName = `Crew${Date.now()}`;
  const user = async (/** @type {string} */ firstName) =>
    (await makeUser(page, organizationId, { firstName, lastName })).address;
  const ada = await user("Ada");
  const bo = await user("Bo");
  const cy = await user("Cy");
  const di = await user("Di");
  const made = await call(page, "POST", `${place}/units`, { name: lastName });
  assert.ok(made.ok(), await made.text());
  const at = `${lastName}@acme.example`.toLowerCase();
  const text =
    "E-mail;Action;First name;Last name;Title;Unit\n" +
    `nina.${at};create;Nina;${lastName};Deckhand;\n` +
    `${ada};update;;;Captain;\n` +
    `${bo};disable;;;;\n` +
    `${cy};move;;;;${lastName}\n` +
    `${di};delete;;;;\n` +
    `ghost.${at};update;;;Nobody;\n`;
  return { organizationId, lastName, text, names: { ada, di } };
}

/**
 * @param {Page} page
 * @param {string} organizationId
 * @param {string} lastName
 * @returns {Promise<Record<string, string>>} the states of these users by their first names
 */
async function states(page, organizationId, lastName) {
  const path = `/api/v1/organizations/${organizationId}/users?search=${lastName}&state=ACTIVE&state=WAITING_FOR_PASSWORD&state=DISABLED&state=DELETED`;
  const { items } = await (await call(page, "GET", path)).json();
  return Object.fromEntries(
    items.map((/** @type {{ displayName: string, state: string }} */ { displayName, state }) => [
      displayName.split(" ")[0],
      state,
    ]),
  );
}

journey(
  "a file with actions creates, changes, disables, moves and deletes, and is undone",
  async (page) => {
    const { organizationId, lastName, text, names } = await arrange(page);
    const before = await states(page, organizationId, lastName);
    const file = `crew-${lastName}.csv`;

    await check(page, organizationId, file, text);
    await page.getByText("1 user would be deleted").waitFor();
    assert.equal(await count(page, "To create"), 1);
    assert.equal(await count(page, "To update"), 3);
    assert.equal(await count(page, "To delete"), 1);
    assert.equal(await count(page, "Errors"), 1);
    await axe(page);
    await screenshot(page, "actions-check");

    // Whom the deletion is about, and why the mistaken row is none of it.
    const rows = page.getByRole("table", { name: "Rows of the file" });
    await button(page, "Verdict").click();
    await page.getByRole("option", { name: "Delete", exact: true }).click();
    await page.getByText("1 in all").waitFor();
    await rows.getByText(names.di).waitFor();
    assert.equal(await rows.getByText(names.ada).count(), 0);
    await button(page, "Clear all filters").first().click();
    await button(page, "Reason").click();
    await page.getByRole("option", { name: "No such user (1)" }).click();
    await rows.getByText(/^ghost\./).waitFor();
    assert.equal(await rows.getByText(names.ada).count(), 0);
    await axe(page);

    // The page is closed, and found again at the same step.
    await page.goto(`/organizations/${organizationId}/imports`);
    await page.getByRole("link", { name: file }).click();
    await button(page, "Import 4 and delete 1 user").click();
    await page.getByText("Some rows could not be imported").waitFor();
    for (const [term, rows] of [
      ["Created", 1],
      ["Updated", 3],
      ["Deleted", 1],
      ["Errors", 1],
    ]) {
      assert.equal(await count(page, String(term)), rows, String(term));
    }
    await axe(page);
    await screenshot(page, "actions-result");
    const after = await states(page, organizationId, lastName);
    assert.equal(after.Bo, "DISABLED");
    assert.equal(after.Di, "DELETED");
    assert.ok(after.Nina);

    await page.goto(`/organizations/${organizationId}/imports`);
    const listed = page.getByRole("row").filter({ hasText: file });
    assert.equal(await listed.locator('[data-label="Deleted"]').textContent(), "1");
    await listed.getByRole("link", { name: file }).click();

    await page.getByRole("link", { name: "Undo this import" }).click();
    await button(page, "See what undo would do").click();
    await page.getByText("This is what undo would do").waitFor();
    assert.equal(await count(page, "To remove"), 1);
    assert.equal(await count(page, "To change back"), 4);
    await axe(page);
    await button(page, "Undo this import").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill(file);
    await dialog.getByRole("button", { name: "Undo this import" }).click();
    await page.getByText("This import is undone").waitFor();
    await screenshot(page, "actions-undone");
    assert.deepEqual(await states(page, organizationId, lastName), before);
  },
);

journey(
  "the wizard fits a narrow window",
  async (page) => {
    const { organizationId, lastName, text } = await arrange(page);
    await check(page, organizationId, `narrow-${lastName}.csv`, text);
    assert.equal(await overflow(page), 0);
    await axe(page);
    await screenshot(page, "actions-check-narrow");
  },
  { width: 400 },
);
