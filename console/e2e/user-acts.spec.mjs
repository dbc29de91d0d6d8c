import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PASSWORD = "a sentence that nobody else would think of";

/**
 * Opens the menu of one user and chooses; the dialog that asks.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string} action
 * @param {string | RegExp} dialog
 */
async function choose(page, name, action, dialog) {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
  const asked = page.getByRole("dialog", { name: dialog });
  await asked.waitFor();
  return asked;
}

/**
 * @param {Page} page
 * @param {string} organizationId
 * @param {string} name
 */
async function makeUnit(page, organizationId, name) {
  const path = `/api/v1/organizations/${organizationId}/units`;
  const made = await call(page, "POST", path, { name, parentId: null });
  assert.ok(made.ok(), await made.text());
  return (await made.json()).id;
}

/**
 * Signs in without the page's session; the step that comes next.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string} password
 */
async function nextStep(page, name, password) {
  const baseURL = new URL(page.url()).origin;
  const context = await page.context().browser()?.newContext({ baseURL });
  assert.ok(context);
  const answer = await call(await context.newPage(), "POST", "/api/v1/sign-in", { name, password });
  const { next } = answer.ok() ? await answer.json() : { next: "REFUSED" };
  await context.close();
  return next;
}

journey("names and password of one user are changed from his page", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const name = "Vera Acts";
  const { id } = await makeUser(page, organizationId, {
    firstName: "Vera",
    lastName: "Acts",
    password: PASSWORD,
  });
  await page.goto(`/organizations/${organizationId}/users/${id}`);
  const rename = await choose(page, name, "Rename", "Rename user");
  await axe(page);
  await rename.getByRole("textbox", { name: "E-mail address" }).fill("ann.fisher@acme.example");
  await rename.getByRole("button", { name: "Rename" }).click();
  await rename.locator('input[name="address"][aria-invalid="true"]').waitFor();
  await rename.getByRole("textbox", { name: "E-mail address" }).fill("vera.new@acme.example");
  await rename.getByRole("button", { name: "Rename" }).click();
  await page.getByText("Success alert:Saved").waitFor();
  assert.equal(await nextStep(page, "vera.acts@acme.example", PASSWORD), "REFUSED");
  assert.equal(await nextStep(page, "vera.new@acme.example", PASSWORD), "SIGNED_IN");

  const expire = await choose(page, name, "Expire password", `Expire the password of ${name}?`);
  await axe(page);
  await expire.getByRole("button", { name: "Expire password" }).click();
  await page.getByText(`${name} must choose a new password`).waitFor();
  assert.equal(await nextStep(page, "vera.new@acme.example", PASSWORD), "NEW_PASSWORD");

  const reset = await choose(page, name, "Reset password", `Reset the password of ${name}`);
  await axe(page);
  await reset.getByRole("button", { name: "Reset password" }).click();
  const shown = page.getByRole("dialog", { name: "Temporary password" });
  const temporary = await shown.getByRole("textbox").inputValue();
  assert.equal(temporary.length, 18);
  await axe(page);
  await shown.getByRole("button", { name: "Close" }).last().click();
  await shown.waitFor({ state: "detached" });
  assert.equal(await page.getByText(temporary).count(), 0);
  assert.equal(await nextStep(page, "vera.new@acme.example", PASSWORD), "REFUSED");
  assert.equal(await nextStep(page, "vera.new@acme.example", temporary), "NEW_PASSWORD");

  const link = await choose(page, name, "Send password link", `Send ${name} a link?`);
  await axe(page);
  await link.getByRole("button", { name: "Send password link" }).click();
  await page.getByText("The link goes to vera.new@acme.example").waitFor();
});

journey("the administrator sees where a user last signed in", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const { id, address } = await makeUser(page, organizationId, {
    firstName: "Lara",
    lastName: "Latest",
    password: PASSWORD,
  });
  const account = `/organizations/${organizationId}/users/${id}?tab=account`;
  await page.goto(account);
  await page.getByText("Latest session").waitFor();
  await axe(page);
  assert.equal(await nextStep(page, address, PASSWORD), "SIGNED_IN");
  await page.goto(account);
  await page.getByText("Signed in", { exact: true }).waitFor();
  await page.getByText("Network address").waitFor();
  await page.getByText("Chrome on Linux").waitFor();
  await axe(page);
  await screenshot(page, "latest-session");
});

journey("one user is moved, disabled, deleted, restored and deleted for good", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const name = "Gero Gone";
  const { id, address } = await makeUser(page, organizationId, {
    firstName: "Gero",
    lastName: "Gone",
    password: PASSWORD,
  });
  const unit = await makeUnit(page, organizationId, "Pier of acts");
  const path = `/organizations/${organizationId}/users/${id}`;
  const read = async () => (await call(page, "GET", `/api/v1${path}`)).json();
  await page.goto(path);
  const move = await choose(page, name, "Move", `Move ${name}?`);
  await move.getByRole("treeitem", { name: /^Pier of acts/ }).click();
  await axe(page);
  await move.getByRole("button", { name: "Move" }).click();
  await page.getByText(`${name} was moved`).waitFor();
  assert.equal((await read()).unitId, unit);

  const disable = await choose(page, name, "Disable", `Disable ${name}?`);
  await disable.getByRole("button", { name: "Disable" }).click();
  await page.getByText(`${name} was disabled`).waitFor();
  assert.equal((await read()).allowIncoming, false);
  const verb = "Change incoming messages";
  const incoming = await choose(page, name, verb, `Messages to ${name}`);
  await incoming.getByRole("checkbox", { name: "Allow incoming messages" }).check();
  await axe(page);
  await incoming.getByRole("button", { name: "Save" }).click();
  await page.getByText("Receives messages").waitFor();
  assert.equal((await read()).allowIncoming, true);
  assert.equal((await read()).state, "DISABLED");

  const remove = await choose(page, name, "Delete", `Delete ${name}?`);
  await axe(page);
  await remove.getByRole("button", { name: "Delete" }).click();
  await page.getByText(`${name} was deleted`).waitFor();
  const restore = await choose(page, name, "Restore", `Restore ${name}?`);
  await restore.getByRole("button", { name: "Restore" }).click();
  await page.getByText(`${name} was restored`).waitFor();
  assert.equal((await read()).unitId, unit);
  assert.equal((await read()).state, "DISABLED");

  const again = await choose(page, name, "Delete", `Delete ${name}?`);
  await again.getByRole("button", { name: "Delete" }).click();
  await again.waitFor({ state: "detached" });
  const purge = await choose(page, name, "Delete for good", `Delete ${name} for good?`);
  const confirm = purge.getByRole("button", { name: "Delete for good" });
  assert.ok(await confirm.isDisabled());
  await purge.getByRole("textbox").fill(address);
  await axe(page);
  await confirm.click();
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
  assert.equal((await call(page, "GET", `/api/v1${path}`)).status(), 404);
});

journey("many users are given a role and lose it again", async (page) => {
  const { organizationId } = await asAdministrator(page);
  /** @type {string[]} */
  const ids = [];
  for (const firstName of ["Rolf", "Rosa", "Ruth"]) {
    const { id } = await makeUser(page, organizationId, { firstName, lastName: "Roleless" });
    ids.push(id);
  }
  const heldBy = async () => {
    const names = [];
    for (const id of ids) {
      const path = `/api/v1/organizations/${organizationId}/users/${id}/grants`;
      const { roles } = await (await call(page, "GET", path)).json();
      names.push(roles.map((/** @type {{ name: string }} */ role) => role.name).join());
    }
    return names;
  };
  for (const { verb, title, held } of [
    { verb: "Add role", title: "Add a role to 3 users", held: "Help desk" },
    { verb: "Remove role", title: "Remove a role from 3 users", held: "" },
  ]) {
    await page.goto(`/organizations/${organizationId}/users?search=roleless`);
    await page.getByText("3 in all").waitFor();
    await page.getByRole("button", { name: "Selection", exact: true }).click();
    await page.getByRole("menuitem", { name: "Select page (3 rows)" }).click();
    await page.getByText("3 selected").waitFor();
    await page.getByRole("button", { name: "Actions for the selection" }).click();
    await page.getByRole("menuitem", { name: verb, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: title });
    await dialog.getByLabel(/^Role/).selectOption({ label: "Help desk" });
    await axe(page);
    await dialog.getByRole("button", { name: verb }).click();
    await page.getByRole("link", { name: "Watch the job" }).click();
    await page.getByText("Completed").first().waitFor();
    assert.deepEqual(await heldBy(), [held, held, held]);
  }
});

journey("users who were disabled by mistake are enabled again by undoing the job", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const users = `/api/v1/organizations/${organizationId}/users`;
  /** @type {string[]} */
  const ids = [];
  for (const firstName of ["Mia", "Mo", "Max"]) {
    const { id } = await makeUser(page, organizationId, { firstName, lastName: "Mistaken" });
    ids.push(id);
  }
  const states = async () => {
    const found = [];
    for (const id of ids) {
      found.push((await (await call(page, "GET", `${users}/${id}`)).json()).state);
    }
    return found;
  };
  const before = await states();
  const started = await call(page, "POST", `${users}/actions/disable`, { selection: { ids } });
  const { jobId } = await started.json();
  const job = `/organizations/${organizationId}/jobs/${jobId}`;
  await page.goto(job);
  await page.getByRole("button", { name: "Undo…" }).click();
  await page.getByText("Nothing has changed yet").waitFor();
  await page.getByText("Would go back").nth(3).waitFor();
  assert.deepEqual(await states(), ["DISABLED", "DISABLED", "DISABLED"]);
  await axe(page);
  await screenshot(page, "undo-of-a-job");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Undo this job?" });
  await dialog.getByText("3 users go back").waitFor();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "See the job that it undoes" }).waitFor();
  await page.getByText("Completed").first().waitFor();
  assert.deepEqual(await states(), before);
  await page.getByRole("link", { name: "See the job that it undoes" }).click();
  await page.getByText("This job was undone").waitFor();
});

journey("a mail is written once and sent to checked users", async (page) => {
  const { organizationId } = await asAdministrator(page);
  for (const firstName of ["Pia", "Paul"]) {
    await makeUser(page, organizationId, { firstName, lastName: "Postman" });
  }
  await page.goto(`/organizations/${organizationId}/mail-templates`);
  await page.getByText("No mail templates yet").waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Write a mail" }).click();
  const form = page.getByRole("dialog", { name: "Write a mail" });
  await form.getByLabel(/^Name/).fill("Move");
  await form.getByLabel(/^Subject/).fill("{{firstName}}, we move");
  await form.getByLabel(/^Text/).fill("Dear {{displayName}},\n\nwe move to the harbour.");
  await form.getByRole("button", { name: "Preview" }).click();
  await form.getByText("we move to the harbour").last().waitFor();
  await axe(page);
  await screenshot(page, "mail-template");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByRole("gridcell", { name: "{{firstName}}, we move" }).waitFor();
  await page.goto(`/organizations/${organizationId}/users?search=postman`);
  await page.getByText("2 in all").waitFor();
  await page.getByRole("button", { name: "Selection", exact: true }).click();
  await page.getByRole("menuitem", { name: "Select page (2 rows)" }).click();
  await page.getByRole("button", { name: "Actions for the selection" }).click();
  await page.getByRole("menuitem", { name: "Send a mail", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Send a mail to 2 users?" });
  await dialog.getByText("As you would read it").waitFor();
  await axe(page);
  await dialog.getByRole("button", { name: "Send a mail" }).click();
  await page.getByRole("link", { name: "Watch the job" }).click();
  await page.getByText("Completed").first().waitFor();
  const { items } = await (await call(page, "GET", "/api/v1/outbox?limit=50")).json();
  const subjects = items.map((/** @type {{ subject: string }} */ mail) => mail.subject);
  assert.ok(subjects.includes("Pia, we move"), subjects.join());
  assert.ok(subjects.includes("Paul, we move"), subjects.join());
});

journey("a user created from the list of a unit is in that unit", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const unit = await makeUnit(page, organizationId, "Crow's nest");
  await page.goto(`/organizations/${organizationId}/users?unit=${unit}`);
  await page.getByRole("link", { name: "Create user" }).first().click();
  const chosen = page.getByRole("treeitem", { name: /^Crow's nest/ });
  await chosen.waitFor();
  assert.equal(await chosen.getAttribute("aria-selected"), "true");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("textbox", { name: "Logon name" }).fill("lookout");
  await page.getByRole("textbox", { name: "Last name" }).fill("Lookout");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("radio", { name: "Set it later" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Add role" }).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("main").getByRole("button", { name: "Create user" }).last().click();
  await page.getByRole("heading", { name: "Lookout", level: 1 }).waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const path = `/api/v1/organizations/${organizationId}/users/${id}`;
  assert.equal((await (await call(page, "GET", path)).json()).unitId, unit);
});

journey(
  "fields of checked users are set, links are sent to them and they are exported",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    /** @type {string[]} */
    const ids = [];
    for (const firstName of ["Flora", "Felix"]) {
      const { id } = await makeUser(page, organizationId, { firstName, lastName: "Fieldless" });
      ids.push(id);
    }
    /** @param {string} verb */
    const ask = async (verb) => {
      await page.goto(`/organizations/${organizationId}/users?search=fieldless`);
      await page.getByText("2 in all").waitFor();
      await page.getByRole("button", { name: "Selection", exact: true }).click();
      await page.getByRole("menuitem", { name: "Select page (2 rows)" }).click();
      await page.getByText("2 selected").waitFor();
      await page.getByRole("button", { name: "Actions for the selection" }).click();
      await page.getByRole("menuitem", { name: verb, exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("Among them: ").waitFor();
      return dialog;
    };
    const set = await ask("Set fields");
    await set.getByRole("button", { name: "Set fields" }).click();
    await set.getByText("Choose at least one field.").waitFor();
    await set.getByRole("checkbox", { name: "Department" }).check();
    await set.getByRole("checkbox", { name: "Time zone" }).check();
    await set.getByRole("checkbox", { name: "Work address: city" }).check();
    await set.getByRole("textbox", { name: "Work address: city" }).fill("Rijeka");
    await set.getByRole("textbox", { name: "Department" }).fill("Harbour office");
    await set.getByRole("textbox", { name: "Time zone" }).fill("Mars/Olympus");
    await set.getByRole("button", { name: "Set fields" }).click();
    await set.locator('input[name="fields.timeZone"][aria-invalid="true"]').waitFor();
    // What is wrong stands beneath the field and is in sight, not only there.
    await page.waitForFunction(() => {
      const field = document.querySelector('input[name="fields.timeZone"]');
      const text = document.getElementById(field?.getAttribute("aria-describedby") ?? "");
      const box = text?.getBoundingClientRect();
      return box && text?.contains(document.elementFromPoint(box.x + 5, box.y + box.height / 2));
    });
    await axe(page);
    await screenshot(page, "set-fields");
    await set.getByRole("textbox", { name: "Time zone" }).fill("Europe/Vienna");
    await set.getByRole("button", { name: "Set fields" }).click();
    await page.getByText("Started for 2 users").waitFor();
    await page.getByRole("link", { name: "Watch the job" }).click();
    await page.getByText("2 of 2").first().waitFor();
    for (const id of ids) {
      const path = `/api/v1/organizations/${organizationId}/users/${id}`;
      const { profile } = await (await call(page, "GET", path)).json();
      assert.equal(profile.department, "Harbour office");
      assert.equal(profile.timeZone, "Europe/Vienna");
      assert.equal(profile.work.city, "Rijeka");
    }

    const links = await ask("Send password links");
    await axe(page);
    await links.getByRole("button", { name: "Send password links" }).click();
    await page.getByRole("link", { name: "Watch the job" }).click();
    await page.getByText("2 of 2").first().waitFor();

    const file = await ask("Export");
    await axe(page);
    await file.getByRole("button", { name: "Export" }).click();
    await page.getByRole("link", { name: "To the exports" }).click();
    await page.getByRole("heading", { name: "Exports", level: 1 }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .locator("tbody tr")
        .first()
        .getByRole("link", { name: /^Download/ })
        .click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    assert.equal(text.trim().split("\n").length, 3);
    assert.match(text, /Harbour office/);
  },
);
