import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, overflow, screenshot } from "./journey.mjs";
import { BASE, READER, SECRET, startDirectory } from "./ldap-server.mjs";

journey("a directory is added after a test has said what is wrong", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/directories`);
  await page.getByRole("button", { name: "Add directory" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Harbour office");
  await page.getByRole("combobox", { name: "Kind" }).selectOption({ label: "OpenLDAP" });
  const server = page.getByRole("textbox", { name: "Server" });
  await server.fill("LDAP://127.0.0.1:1/OU=People,DC=example,DC=test");
  await page.getByRole("textbox", { name: "Account" }).fill("cn=reader,dc=example,dc=test");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByText("Signing in to a directory needs a secret").waitFor();
  await page.getByLabel("Secret", { exact: true }).fill("wild geese over water");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByText("Nobody takes connections there").waitFor();
  await axe(page);
  await screenshot(page, "directory-test");
  await page.getByRole("main").getByRole("button", { name: "Add directory" }).click();
  await page.getByRole("heading", { name: "Harbour office" }).waitFor();
  const base = page.getByRole("textbox", { name: "Base" });
  assert.equal(await base.inputValue(), "OU=People,DC=example,DC=test");
  assert.equal(await server.inputValue(), "127.0.0.1:1");
  assert.equal(await page.getByLabel("Secret", { exact: true }).inputValue(), "");
  await page.setViewportSize({ width: 400, height: 900 });
  await axe(page);
  assert.equal(await overflow(page), 0);
  await screenshot(page, "directory-narrow");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("Harbour office was deleted").waitFor();
});

journey("people of a directory are listed, and two of them become users", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const family = `Pilot${Date.now()}`;
  const person = (/** @type {string} */ name) =>
    `dn: uid=${name}.${family},${BASE}
objectClass: inetOrgPerson
uid: ${name}.${family}
cn: ${name} ${family}
givenName: ${name}
sn: ${family}
mail: ${name}.${family}@acme.example`;
  const directory = await startDirectory(["Nora", "Otto", "Pia"].map(person));
  try {
    const place = `/api/v1/organizations/${organizationId}/directories`;
    const made = await call(page, "POST", place, {
      name: family,
      kind: "OPENLDAP",
      server: directory.address,
      security: "NONE",
      account: READER,
      secret: SECRET,
      base: BASE,
    });
    assert.ok(made.ok(), await made.text());
    const { id } = await made.json();
    await page.goto(`/organizations/${organizationId}/directories`);
    await page.getByRole("link", { name: `Import users from ${family}` }).click();
    await page.getByRole("heading", { name: `Import users from ${family}` }).waitFor();
    await page.getByRole("textbox", { name: "Search" }).fill(family);
    await page.getByRole("button", { name: "List users" }).click();
    await page.getByText("3 people are no users here yet").waitFor();
    await page.getByRole("checkbox", { name: `Choose Nora ${family}` }).check();
    await page.getByRole("checkbox", { name: `Choose Otto ${family}` }).check();
    await axe(page);
    await page.getByRole("grid", { name: "People of the directory" }).scrollIntoViewIfNeeded();
    await screenshot(page, "directory-import");
    await page.setViewportSize({ width: 400, height: 900 });
    // The masthead takes a moment to fold.
    await page.waitForFunction(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth === clientWidth;
    });
    await screenshot(page, "directory-import-narrow");
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole("button", { name: "Import 2 chosen" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("heading", { name: "Import users from a directory" }).waitFor();
    const users = `/organizations/${organizationId}/users?search=${family}&signInMethod=DIRECTORY`;
    await page.waitForFunction(
      async (path) => (await (await fetch(path)).json()).items?.length === 2,
      `/api/v1${users}`,
    );
    await page.goto(`${users}&columns=account,displayName,signInMethod`);
    for (const name of ["Nora", "Otto"]) {
      const row = page.getByRole("row", { name: `${name} ${family}` });
      await row.getByText("Directory", { exact: true }).waitFor();
    }
    assert.equal(await page.getByText(`Pia ${family}`).count(), 0);
    await page.goto(`/organizations/${organizationId}/directories/${id}`);
    await page.getByRole("link", { name: "Sync", exact: true }).click();
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("One entry has no user.").waitFor();
    await axe(page);
    await screenshot(page, "directory-sync");
    assert.ok(
      (
        await call(page, "DELETE", `${place}/${id}`, undefined, {
          "If-Match": made.headers().etag ?? '"1"',
        })
      ).ok(),
    );
  } finally {
    await directory.stop();
  }
});
