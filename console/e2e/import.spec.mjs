import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { asAdministrator, axe, journey, screenshot } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

const PASSWORD = "brackish tulip orbit seven";

/** @param {string} name @param {string} text */
const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

/**
 * Uploads a file in the wizard and goes on to its columns.
 *
 * @param {Page} page
 * @param {{ name: string, mimeType: string, buffer: Buffer }} file
 */
async function upload(page, file) {
  await page.locator('input[type="file"]').setInputFiles(file);
  await button(page, "Upload").click();
  await page.getByRole("grid", { name: "Columns" }).waitFor();
}

/**
 * From the columns to the end of the check.
 *
 * @param {Page} page
 * @param {string} result what the check says first
 */
async function check(page, result) {
  await button(page, "Next").click();
  const password = page.getByLabel(/^Temporary password/);
  const go = button(page, "Check the file");
  await go.waitFor();
  if (await password.isVisible()) {
    await password.fill(PASSWORD);
  }
  await go.click();
  await page.getByText(result).waitFor();
}

/** @param {Page} page @param {string} term */
async function count(page, term) {
  const group = page.locator(".pf-v6-c-description-list__group", { hasText: term });
  return Number(await group.locator("dd").textContent());
}

journey(
  "a file with errors is imported, mended and imported again",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const imports = `/organizations/${organizationId}/imports`;
    await page.goto(imports);
    await page.getByRole("heading", { name: "Imports", level: 1 }).waitFor();
    await axe(page);
    await screenshot(page, "imports");

    await page.getByRole("link", { name: "Import users" }).first().click();
    await page.getByRole("heading", { name: "Import users" }).waitFor();
    await axe(page);
    await screenshot(page, "import-file");
    await upload(
      page,
      csv(
        "harbour.csv",
        "Username;Full name;Job title;E-mail\n" +
          "ida.reed;Ida Reed;Pilot;ida.reed@harbour.example\n" +
          "otto.lind;Otto Lind;=1+1;otto at home\n" +
          "eva.moss;Eva Moss;;eva.moss@harbour.example\n" +
          "ida.reed;Ida Again;;\n",
      ),
    );
    assert.equal(await page.getByLabel("Full name becomes").inputValue(), "displayName");
    await axe(page);
    await screenshot(page, "import-columns");

    await button(page, "Next").click();
    await page.getByRole("radio", { name: "Update them" }).waitFor();
    await button(page, "Check the file").click();
    const password = page.getByLabel(/^Temporary password/);
    await page.getByText("Give a temporary password: the file has none for new users.").waitFor();
    await axe(page);
    await password.fill(PASSWORD);
    await screenshot(page, "import-options");
    await button(page, "Check the file").click();

    await page.getByText("Nothing has happened yet").waitFor();
    assert.equal(await count(page, "To create"), 2);
    assert.equal(await count(page, "To skip"), 1);
    assert.equal(await count(page, "Errors"), 1);
    await page.getByText("is not an e-mail address").waitFor();
    await axe(page);
    await screenshot(page, "import-check");

    await button(page, "Import 2 users").click();
    await page.getByRole("heading", { name: "harbour.csv" }).waitFor();
    await page.getByText("Some rows could not be imported").waitFor();
    assert.equal(await count(page, "Created"), 2);
    await axe(page);
    await screenshot(page, "import-result");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the row in error" }).click(),
    ]);
    const errors = await readFile(await download.path(), "utf8");
    assert.match(errors, /otto at home/);
    const mended = csv("mended.csv", errors.replace("otto at home", "otto.lind@harbour.example"));

    await page.getByRole("link", { name: "Import another file" }).click();
    await upload(page, mended);
    await check(page, "Nothing has happened yet");
    await button(page, "Import 1 user").click();
    await page.getByText("Imported", { exact: true }).waitFor();
    assert.equal(await count(page, "Created"), 1);
    await page.getByRole("link", { name: "otto.lind@harbour.example" }).waitFor();

    await page.getByRole("link", { name: "Import another file" }).click();
    await upload(page, mended);
    await check(page, "Nothing would change");
    assert.equal(await count(page, "Unchanged"), 1);
    assert.equal(await button(page, "Import").getAttribute("aria-disabled"), "true");
    await axe(page);

    await page.goto(imports);
    await page.getByRole("link", { name: "harbour.csv" }).waitFor();
    await axe(page);
    await screenshot(page, "imports-list");
  },
  { minutes: 6 },
);

/**
 * Presses Tab until the control has the focus.
 *
 * @param {Page} page
 * @param {Locator} control
 */
async function tabTo(page, control) {
  await control.waitFor();
  for (let press = 0; press < 120; press += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`no Tab leads to ${control}`);
}

journey("a file is imported by keyboard alone", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/imports`);
  const press = async (/** @type {Locator} */ control) => {
    await tabTo(page, control);
    await page.keyboard.press("Enter");
  };
  await press(page.getByRole("link", { name: "Import users" }).first());
  await tabTo(page, button(page, "Choose a file"));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.keyboard.press("Enter"),
  ]);
  await chooser.setFiles(
    csv("keys.csv", "Who,Name\nkay.keys@keys.example,Kay Keys\nlou.keys@keys.example,Lou Keys\n"),
  );
  await press(button(page, "Upload"));

  const column = page.getByLabel("Who becomes");
  await tabTo(page, column);
  await page.getByText("Say which column is the Username or the E-mail address.").waitFor();
  await page.keyboard.type("E-mail a");
  assert.equal(await column.inputValue(), "address");
  await press(button(page, "Next"));

  await tabTo(page, page.getByLabel(/^Temporary password/));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await press(button(page, "Import 2 users"));
  await page.getByText("Imported", { exact: true }).waitFor();
  assert.equal(await count(page, "Created"), 2);
});

journey("all users are exported, and the file changes nothing when it comes back", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/exports`);
  await page.getByRole("heading", { name: "Exports", level: 1 }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Export all users" }).click();
  const file = page.getByRole("link", { name: /^Download the file of/ }).first();
  await file.waitFor();
  await axe(page);
  await screenshot(page, "exports");
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  const buffer = await readFile(await download.path());

  await page.goto(`/organizations/${organizationId}/imports/new`);
  await upload(page, { name: "users.csv", mimeType: "text/csv", buffer });
  await check(page, "Nothing would change");
  assert.equal(await count(page, "Errors"), 0);
});

journey(
  "the import fits a narrow phone",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await page.goto(`/organizations/${organizationId}/imports/new`);
    await upload(
      page,
      csv("narrow.csv", "E-mail;Full name\nnia.narrow@narrow.example;Nia Narrow\nnobody;No Body\n"),
    );
    assert.equal(await overflow(), 0);
    await axe(page);
    await screenshot(page, "import-columns-narrow");
    await check(page, "Nothing has happened yet");
    assert.equal(await overflow(), 0);
    await axe(page);
    await screenshot(page, "import-check-narrow");
  },
  { width: 400 },
);

journey("an import that was a mistake is undone, and its file imported again", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const file = csv(
    "mistake.csv",
    "E-mail address,Display name\nmia.slip@slip.example,Mia Slip\nmax.slip@slip.example,Max Slip\n",
  );
  const importIt = async () => {
    await page.goto(`/organizations/${organizationId}/imports/new`);
    await upload(page, file);
    await check(page, "Nothing has happened yet");
    assert.equal(await count(page, "To create"), 2);
    await button(page, "Import 2 users").click();
    await page.getByText("Imported", { exact: true }).waitFor();
  };
  await importIt();
  await page.getByRole("link", { name: "Undo this import" }).click();
  await button(page, "See what undo would do").waitFor();
  await axe(page);
  await button(page, "See what undo would do").click();
  await page.getByText("Nothing has happened yet").waitFor();
  assert.equal(await count(page, "To remove"), 2);
  await page.getByText("mia.slip@slip.example").waitFor();
  await axe(page);
  await screenshot(page, "import-undo-check");

  await button(page, "Undo this import").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("mistake.csv");
  await axe(page);
  await dialog.getByRole("button", { name: "Undo this import" }).click();
  await page.getByText("This import is undone").waitFor();
  assert.equal(await count(page, "Removed"), 2);
  await axe(page);
  await screenshot(page, "import-undone");
  await page.goto(`/organizations/${organizationId}/users?search=slip.example`);
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
  assert.equal(await page.getByText("Mia Slip").count(), 0);
  await importIt();
});

journey("an open list of users follows an import", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/users?search=follows`);
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
  const wizard = await page.context().newPage();
  for (const name of ["Nora Follows", "Norma Follows"]) {
    await wizard.goto(`/organizations/${organizationId}/imports/new`);
    await upload(
      wizard,
      csv("follows.csv", `E-mail address,Display name\nnora.follows@acme.example,${name}\n`),
    );
    await check(wizard, "Nothing has happened yet");
    await button(wizard, "Import 1 user").click();
    await page.getByText(name, { exact: true }).waitFor();
  }
});

journey("a mapping is saved, used for the next file, renamed and deleted", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/imports/new`);
  await upload(page, csv("first.csv", "Post;Amt\nwilma.wages@wages.example;Clerk\n"));
  await page.getByLabel("Post becomes").selectOption("address");
  await page.getByLabel("Amt becomes").selectOption("title");
  await button(page, "Save this mapping").click();
  await page.getByLabel(/^Name/).fill("Wages office");
  await axe(page);
  await button(page, "Save").click();
  await page.getByText("The mapping Wages office is saved").waitFor();

  await page.goto(`/organizations/${organizationId}/imports/new`);
  await upload(page, csv("next.csv", "Kasse;Post\n7;walter.wages@wages.example\n"));
  await page.getByLabel("A saved mapping").selectOption("Wages office");
  await button(page, "Use the saved mapping").click();
  await page.getByText("The file lacks a column of the mapping: Amt").waitFor();
  assert.equal(await page.getByLabel("Post becomes").inputValue(), "address");
  await axe(page);
  await screenshot(page, "import-mapping");
  await check(page, "Nothing has happened yet");

  await page.goto(`/organizations/${organizationId}/imports/mappings`);
  await button(page, "Actions for Wages office").click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByLabel(/^Name/).fill("Payroll");
  await button(page, "Rename").click();
  await axe(page);
  await button(page, "Actions for Payroll").click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await button(page, "Delete").click();
  await page.getByText("No saved mappings yet").waitFor();
});

journey("users of a Keycloak realm are imported", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/imports/new`);
  const users = [{ username: "kim.cloak", email: "kim@cloak.example", emailVerified: true }];
  await upload(page, {
    name: "acme-realm.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ realm: "acme", users })),
  });
  await page.getByText("This is a file of Keycloak").waitFor();
  await axe(page);
  await check(page, "Nothing has happened yet");
});
