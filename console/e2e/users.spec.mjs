import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, screenshot } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PASSWORD = "a sentence that nobody else would think of";

/** A name that no other journey uses. */
const unique = (/** @type {string} */ name) => `${name}-${Date.now().toString(36)}`;

/**
 * @param {Page} page
 * @param {string} organizationId
 * @param {Record<string, unknown>} user
 * @returns {Promise<{ id: string }>}
 */
async function makeUser(page, organizationId, user) {
  const made = await call(page, "POST", `/api/v1/organizations/${organizationId}/users`, user);
  assert.ok(made.ok(), `the user was refused: ${await made.text()}`);
  return made.json();
}

journey("an administrator disables all that match and sees how far it is", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const crew = unique("crew");
  for (let number = 0; number < 60; number += 1) {
    await makeUser(page, organizationId, { logonName: `${crew}-${number}` });
  }
  await page.goto(`/organizations/${organizationId}/users?search=${crew}&limit=20`);
  await page.getByText("60 in all").waitFor();
  await axe(page);
  await screenshot(page, "users");

  await page.getByRole("button", { name: "Selection", exact: true }).click();
  await page.getByRole("menuitem", { name: "Select all 60 that match" }).click();
  await page.getByText("60 selected").waitFor();
  await page.getByRole("button", { name: "Actions for the selection" }).click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable 60 users?" });
  await dialog.getByRole("checkbox", { name: "Allow incoming messages" }).check();
  await axe(page);
  await dialog.getByRole("button", { name: "Disable" }).click();

  await page.getByRole("link", { name: "Watch the job" }).click();
  await page.getByText("Completed").first().waitFor();
  await axe(page);
  await page.goto(`/organizations/${organizationId}/users?search=${crew}&state=ACTIVE`);
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  await page.goto(`/organizations/${organizationId}/users?search=${crew}&state=DISABLED`);
  await page.getByText("60 in all").waitFor();
  await page.getByText("Receives messages").first().waitFor();
});

journey("a user made by the wizard signs in", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const address = `${unique("nina")}@acme.example`;
  await page.goto(`/organizations/${organizationId}/users`);
  await page.getByRole("link", { name: "Create user", exact: true }).click();
  await page.getByRole("treeitem", { name: /Default/ }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Next" }).click();

  const field = page.getByRole("textbox", { name: "E-mail address" });
  await field.waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("Give an e-mail address or a logon name.").waitFor();
  await axe(page);
  await field.fill(address);
  await page.getByRole("textbox", { name: "First name" }).fill("Nina");
  await page.getByRole("textbox", { name: "Last name" }).fill("Newcomer");
  await page.getByRole("button", { name: "Next" }).click();

  await page.getByRole("radio", { name: "Set it now" }).check();
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("checkbox", { name: "Must be changed at the next sign-in" }).uncheck();
  await axe(page);
  await page.getByRole("button", { name: "Next" }).click();

  await page.getByRole("button", { name: "Add role" }).click();
  await page.getByRole("checkbox", { name: /^Auditor/ }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
  await axe(page);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("Nina Newcomer").waitFor();
  await axe(page);
  await screenshot(page, "new-user");
  await page.getByRole("main").getByRole("button", { name: "Create user" }).last().click();

  await page.getByRole("heading", { name: "Nina Newcomer", level: 1 }).waitFor();
  await page.getByRole("tab", { name: "Roles and permissions", selected: true }).waitFor();
  for (const tab of ["Sign-in and state", "Roles and permissions", "Changes", "Profile"]) {
    await page.getByRole("tab", { name: tab }).click();
    await page.waitForLoadState("networkidle");
    await axe(page);
  }
  await call(page, "POST", "/api/v1/sign-out");
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail address or logon name" }).fill(address);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Nina Newcomer, account and settings" }).waitFor();
  await page.goto(`/organizations/${organizationId}/users`);
  await page.getByRole("columnheader", { name: "Account" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Create user" }).count(), 0);
});

journey("the second of two who edit a user sees what the first has saved", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const { id } = await makeUser(page, organizationId, { logonName: unique("edgar") });
  const path = `/organizations/${organizationId}/users/${id}`;
  await page.goto(path);
  const department = page.getByRole("textbox", { name: "Department" });
  await department.fill("Harbour");

  const read = await call(page, "GET", `/api/v1${path}`);
  const { profile, signInMethod, passwordChangesDisabled } = await read.json();
  const saved = await call(
    page,
    "PUT",
    `/api/v1${path}`,
    { profile: { ...profile, department: "Office" }, signInMethod, passwordChangesDisabled },
    { "If-Match": read.headers().etag ?? "" },
  );
  assert.ok(saved.ok(), await saved.text());

  await page.getByRole("button", { name: "Save" }).click();
  const conflict = page.getByRole("dialog", { name: "Changed meanwhile" });
  await conflict.getByRole("row", { name: /Department.*Harbour.*Office/ }).waitFor();
  await axe(page);
  await screenshot(page, "changed-meanwhile");
  await conflict.getByRole("button", { name: "Save mine anyway" }).click();
  await page.getByText("Success alert:Saved").waitFor();
  const after = await (await call(page, "GET", `/api/v1${path}`)).json();
  assert.equal(after.profile.department, "Harbour");
});

journey("a user edits of his own profile what his organization lets him", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const address = `${unique("olaf")}@acme.example`;
  await makeUser(page, organizationId, {
    address,
    password: PASSWORD,
    mustChangePassword: false,
    profile: { displayName: "Olaf Own", department: "Harbour" },
  });
  await call(page, "POST", "/api/v1/sign-out");
  await call(page, "POST", "/api/v1/sign-in", { name: address, password: PASSWORD });
  await page.goto("/account");
  await page.getByRole("heading", { name: "My account" }).waitFor();
  await page.getByText("Harbour").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Department" }).count(), 0);
  await axe(page);
  await screenshot(page, "my-profile");
  await page.getByRole("textbox", { name: "Mobile phone" }).fill("+49 151 234567");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Success alert:Saved").waitFor();
  await page.reload();
  assert.equal(
    await page.getByRole("textbox", { name: "Mobile phone" }).inputValue(),
    "+49 151 234567",
  );
});

journey("defaults of new users are saved and propagated", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const logonName = unique("paula");
  await makeUser(page, organizationId, { logonName });
  await page.goto(`/organizations/${organizationId}/users`);
  await page.getByRole("link", { name: "Defaults of new users" }).click();
  const company = page.getByRole("textbox", { name: "Company" });
  await company.fill(logonName);
  await axe(page);
  await screenshot(page, "defaults");
  const form = page.getByRole("form", { name: "Defaults of new users" });
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Success alert:Saved").waitFor();

  await page.getByRole("button", { name: "Propagate" }).click();
  const dialog = page.getByRole("dialog", { name: "Propagate defaults" });
  await dialog.getByRole("checkbox", { name: /^Company/ }).check();
  await dialog.getByRole("radio", { name: "These users" }).check();
  await dialog.getByRole("textbox").fill(logonName);
  await dialog.getByRole("checkbox", { name: logonName, exact: true }).check();
  await dialog.getByText("1 of 1 users would change.").waitFor();
  await axe(page);
  await dialog.getByRole("button", { name: "Propagate" }).click();
  await page.getByRole("link", { name: "Watch the job" }).click();
  await page.getByText("Completed").first().waitFor();
});

journey(
  "a link that proves an address asks for a click, and says when it is of no use",
  async (page) => {
    await page.goto("/email-verification?token=none");
    await axe(page);
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("heading", { name: "The link is of no use" }).waitFor();
    await axe(page);
  },
);
