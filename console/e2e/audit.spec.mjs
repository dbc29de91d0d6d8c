import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";

journey("an auditor finds who disabled a user and takes just that along", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const users = `/api/v1/organizations/${organizationId}/users`;
  const ada = await makeUser(page, organizationId, {
    firstName: "Ada",
    lastName: "Auditable",
    password: "seven bridges and a lighthouse",
  });
  await makeUser(page, organizationId, { firstName: "Otto", lastName: "Other" });
  await call(page, "POST", `${users}/${ada.id}/actions/disable`, { allowIncoming: true });

  await page.goto(`/organizations/${organizationId}/audit`);
  await page.getByRole("button", { name: "User disabled", exact: true }).first().waitFor();
  await axe(page);
  await screenshot(page, "audit");

  await page.getByRole("textbox", { name: "Find by name" }).fill("ada.auditable");
  await page.waitForURL(/q=ada\.auditable/);
  await page.getByText("otto.other@acme.example").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "User disabled", exact: true }).click();
  const entry = page.getByRole("dialog", { name: "User disabled" });
  const state = entry.getByRole("row", { name: /^State/ });
  assert.deepEqual(await state.getByRole("gridcell").allTextContents(), ["ACTIVE", "DISABLED"]);
  await axe(page);
  await screenshot(page, "audit-entry");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /Actions for entry \d+, User disabled/ }).click();
  await page.getByRole("menuitem", { name: "Only on ada.auditable@acme.example" }).click();
  await page.waitForURL(/subjectId=/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as CSV" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  assert.match(file, /users\.disabled/);
  assert.match(file, /previous hash/);
  assert.doesNotMatch(file, /otto\.other/);
});

journey("the log is proved, and the page says what that means", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/audit`);
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText("The log is sound").waitFor();
  await page.getByRole("heading", { name: "What this proves" }).waitFor();
  await axe(page);
  await screenshot(page, "audit-verified");
});

journey("sign-in with a name that nobody has is in the log of the instance", async (page) => {
  await asAdministrator(page);
  await page.context().clearCookies();
  const refused = { name: "mallory@nowhere.example", password: "wrong" };
  assert.equal((await call(page, "POST", "/api/v1/sign-in", refused)).status(), 401);
  await asAdministrator(page);
  await page.goto("/instance/audit?q=mallory");
  const row = page.getByRole("row", { name: /Sign-in refused/ }).first();
  await row.getByText("Nobody signed in").waitFor();
  await axe(page);
});
