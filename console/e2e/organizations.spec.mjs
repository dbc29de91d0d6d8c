import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";
import { startSink } from "./smtp-sink.mjs";

/** @typedef {import("playwright-core").Page} Page */

const FIRST_PASSWORD = "the first sentence of an owner";
const OWN_PASSWORD = "a sentence that only the owner knows";

/** A name that no other journey uses; it comes after that of the administrator's organization. */
const unique = (/** @type {string} */ name) => `${name} ${Date.now().toString(36)}`;

/**
 * A page of a browser that shares nothing with this one.
 *
 * @param {Page} page
 */
async function elsewhere(page) {
  const baseURL = new URL(page.url()).origin;
  const context = await page.context().browser()?.newContext({ baseURL });
  assert.ok(context);
  return context.newPage();
}

/**
 * @param {Page} page
 * @param {string} organization
 * @param {string} action
 * @param {string} dialog what is asked
 */
async function choose(page, organization, action, dialog) {
  await page.getByRole("button", { name: `Actions for ${organization}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
  const asked = page.getByRole("dialog", { name: dialog });
  await asked.waitFor();
  await axe(page);
  await asked.getByRole("button", { name: action }).click();
  await asked.waitFor({ state: "detached" });
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {string} password
 */
const signIn = (page, name, password) => call(page, "POST", "/api/v1/sign-in", { name, password });

journey("an organization comes with its first owner and takes its users along", async (page) => {
  await asAdministrator(page);
  const name = unique("Harbour Pilots");
  const address = `owner@${name.replaceAll(" ", "-").toLowerCase()}.example`;
  await page.goto("/instance/organizations");
  await page.getByRole("link", { name: "Create organization" }).first().click();
  await page.getByRole("heading", { name: "Create organization" }).waitFor();
  const create = page.getByRole("main").getByRole("button", { name: "Create organization" });
  await create.click();
  await page.getByText("Give a name of at least 3 characters.").waitFor();
  await page.getByText("Give an e-mail address.").waitFor();
  await axe(page);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("textbox", { name: "First name" }).fill("Otto");
  await page.getByRole("textbox", { name: "Last name" }).fill("Owner");
  await page.getByRole("textbox", { name: "E-mail address" }).fill(address);
  await page.getByLabel(/^Temporary password/).fill(FIRST_PASSWORD);
  await create.click();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  await axe(page);
  await screenshot(page, "organization");

  const owner = await elsewhere(page);
  assert.equal((await (await signIn(owner, address, FIRST_PASSWORD)).json()).next, "NEW_PASSWORD");
  const path = "/api/v1/sign-in/new-password";
  const chosen = await call(owner, "POST", path, { newPassword: OWN_PASSWORD });
  assert.ok(chosen.ok(), await chosen.text());
  assert.equal((await owner.request.get("/api/v1/me")).status(), 200);

  await page.getByRole("textbox", { name: "Description" }).fill("They bring ships in.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Success alert:Saved").waitFor();
  await page.goto(`/instance/organizations?search=${encodeURIComponent(name)}`);
  const row = page.getByRole("row", { name: new RegExp(name) });
  await row.getByText("They bring ships in.").waitFor();
  await axe(page);
  await screenshot(page, "organizations");

  await choose(page, name, "Switch off", `Switch ${name} off?`);
  await row.getByText("Switched off", { exact: true }).waitFor();
  assert.equal((await owner.request.get("/api/v1/me")).status(), 401);
  assert.equal((await signIn(owner, address, OWN_PASSWORD)).status(), 401);
  await choose(page, name, "Switch on", `Switch ${name} on?`);
  await row.getByText("On", { exact: true }).waitFor();
  assert.equal((await signIn(owner, address, OWN_PASSWORD)).status(), 200);
  await owner.context().close();
});

journey("another organization becomes the default one, and the former one again", async (page) => {
  await asAdministrator(page);
  const name = unique("Lighthouse");
  const made = await call(page, "POST", "/api/v1/organizations", { name, owner: null });
  assert.ok(made.ok(), await made.text());
  await page.goto("/instance/organizations");
  const former = page.getByRole("row", { name: /Default organization/ });
  await former.waitFor();
  const formerName = (await former.getByRole("link").first().textContent()) ?? "";
  const makeDefault = async (/** @type {string} */ organization) => {
    const dialog = `Make ${organization} the default organization?`;
    await choose(page, organization, "Make default", dialog);
    await page
      .getByRole("row", { name: new RegExp(`${organization}.*Default organization`) })
      .waitFor();
  };
  await makeDefault(name);
  assert.equal(await page.getByText("Default organization", { exact: true }).count(), 1);
  await makeDefault(formerName);
});

journey("a system administrator is named, and is none any more when removed", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const sam = await makeUser(page, organizationId, {
    firstName: "Sam",
    lastName: "Second",
    password: OWN_PASSWORD,
  });
  await page.goto("/instance/system-administrators");
  await page.getByRole("row", { name: /Ann Fisher/ }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Name a system administrator" }).click();
  const dialog = page.getByRole("dialog", { name: "Name a system administrator" });
  await dialog.getByRole("button", { name: "Name", exact: true }).click();
  await dialog.getByText("Choose a user").waitFor();
  await dialog.getByRole("textbox", { name: "Find the user" }).fill(sam.address);
  await dialog.getByRole("radio", { name: /Sam Second/ }).check();
  await axe(page);
  await dialog.getByRole("button", { name: "Name", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  const row = page.getByRole("row", { name: /Sam Second/ });
  await row.waitFor();
  await screenshot(page, "system-administrators");

  await page.getByRole("button", { name: "Remove Sam Second" }).click();
  const asked = page.getByRole("dialog", { name: /from Sam Second\?/ });
  await asked.waitFor();
  await axe(page);
  await asked.getByRole("button", { name: "Remove" }).click();
  await row.waitFor({ state: "detached" });
  await page.getByRole("row", { name: /Ann Fisher/ }).waitFor();
});

journey(
  "an organization's password rules are stricter than the instance's or refused",
  async (page) => {
    await asAdministrator(page);
    const made = await call(page, "POST", "/api/v1/organizations", {
      name: unique("Sail Makers"),
      owner: null,
    });
    const { id } = await made.json();
    await page.goto(`/organizations/${id}/password-rules`);
    const shortest = page.getByLabel("Shortest password", { exact: true });
    await shortest.fill("4");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator('input[name="rules.length.minimum"][aria-invalid="true"]').waitFor();
    await axe(page);
    await shortest.fill("20");
    await page.getByLabel(/^Digits at least/).fill("2");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The password rules are saved.").waitFor();
    await axe(page);
    await screenshot(page, "password-rules");
    const path = `/api/v1/organizations/${id}/password-policy`;
    const { rules } = await (await call(page, "GET", path)).json();
    assert.equal(rules.length.minimum, 20);
    assert.equal(rules.composition.digits, 2);
  },
);

journey("held mails go out through a relay that is set, tested and removed", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const { id, address } = await makeUser(page, organizationId, {
    firstName: "Hella",
    lastName: "Held",
    password: OWN_PASSWORD,
  });
  const link = `/api/v1/organizations/${organizationId}/users/${id}/actions/send-password-link`;
  assert.ok((await call(page, "POST", link)).ok());
  const sink = await startSink();
  await page.goto("/relay");
  await page.getByText("No relay is set").first().waitFor();
  await axe(page);
  try {
    await page.getByRole("textbox", { name: "Host" }).fill("127.0.0.1");
    await page.getByLabel(/^Port/).fill(String(sink.port));
    await page.getByLabel(/^Encryption/).selectOption("NONE");
    await page.getByRole("textbox", { name: "Sender’s address" }).fill("muster@acme.example");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The relay is saved; held mails go out now").waitFor();

    await page.getByRole("textbox", { name: "To", exact: true }).fill("ann.fisher@acme.example");
    await page.getByRole("button", { name: "Send test mail" }).click();
    await page.getByText("The relay has taken the mail to ann.fisher@acme.example").waitFor();
    await axe(page);
    await screenshot(page, "relay");

    await page.goto("/outbox");
    const row = page.getByRole("row", { name: new RegExp(address) }).first();
    await row.waitFor();
    while ((await row.getByText("Sent", { exact: true }).count()) === 0) {
      await page.reload();
      await row.waitFor();
    }
    assert.ok(sink.letters.some((letter) => letter.includes(address)));
    await axe(page);

    await sink.stop();
    await page.goto("/relay");
    await page.getByRole("button", { name: "Send test mail" }).click();
    await page.getByText("The mail was not sent").waitFor();
    await page.getByText(/The relay can’t be reached/).waitFor();
    await axe(page);
  } finally {
    await sink.stop();
    await page.goto("/relay");
    await page.getByRole("button", { name: "Remove the relay" }).click();
    const asked = page.getByRole("dialog", { name: "Remove the relay?" });
    await asked.getByRole("button", { name: "Remove the relay" }).click();
    await page.getByText("No relay is set").first().waitFor();
  }
});

journey("whoever doesn't want a kind of notice switches it off by the bell", async (page) => {
  await asAdministrator(page);
  await page.goto("/instance/organizations");
  const open = async () => {
    await page.getByRole("button", { name: /^Notices/ }).click();
    await page.getByRole("button", { name: "Choose notices" }).click();
    return page.getByRole("dialog", { name: "Choose notices" });
  };
  const starts = (await open()).getByRole("switch", { name: "A job starts, by the bell" });
  assert.ok(await starts.isChecked());
  await axe(page);
  const saved = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await starts.press("Space");
  assert.ok((await saved).ok());
  await page.reload();
  const again = (await open()).getByRole("switch", { name: "A job starts, by the bell" });
  await again.waitFor();
  assert.ok(!(await again.isChecked()));
  const restored = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await again.press("Space");
  assert.ok((await restored).ok());
});
