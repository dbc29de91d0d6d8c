import assert from "node:assert/strict";
import { administrator, axe, journey, screenshot, setupLink } from "./journey.mjs";

journey("an administrator sets up a new instance with the link and signs in", async (page) => {
  await page.goto(setupLink);
  await page.getByRole("heading", { name: "Set up this instance" }).waitFor();
  await axe(page);
  await screenshot(page, "setup");

  await page.getByRole("button", { name: "Set up" }).click();
  const organization = page.getByRole("textbox", { name: "Name of the organization" });
  assert.equal(await organization.getAttribute("aria-invalid"), "true");
  assert.ok(await organization.evaluate((field) => field === document.activeElement));

  await organization.fill(administrator.organization);
  await page.getByRole("textbox", { name: "First name" }).fill(administrator.firstName);
  await page.getByRole("textbox", { name: "Last name" }).fill(administrator.lastName);
  await page.getByRole("textbox", { name: "E-mail address" }).fill(administrator.address);
  await page.getByLabel(/^New password/).fill("password");
  await page.getByRole("button", { name: "Set up" }).click();
  const refused = page.locator('input[name="password"][aria-invalid="true"]');
  await refused.waitFor();
  await axe(page);

  await refused.fill(administrator.password);
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();

  await page
    .getByRole("textbox", { name: "E-mail address or logon name" })
    .fill(administrator.address);
  await page.getByLabel(/^Password/).fill(administrator.password);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Ann Fisher, account and settings" }).waitFor();
  await axe(page);
  await screenshot(page, "signed-in");
});

journey("the set-up link works once", async (page) => {
  await page.goto(setupLink);
  for (const [name, value] of [
    ["Name of the organization", "Mallory"],
    ["First name", "Mal"],
    ["Last name", "Lory"],
    ["E-mail address", "mal@mallory.example"],
  ]) {
    await page.getByRole("textbox", { name: String(name) }).fill(String(value));
  }
  await page.getByLabel(/^New password/).fill("another long sentence of somebody else");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.locator("[data-form-problem]").waitFor();
  assert.match(page.url(), /\/setup/);
});
