import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { asAdministrator, axe, journey, makeUser, screenshot } from "./journey.mjs";

journey("an example is fetched and checked, and a report on one user comes back", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const lastName = `Ledger${Date.now()}`;
  await makeUser(page, organizationId, { firstName: "Lea", lastName });

  await page.goto(`/organizations/${organizationId}/users`);
  await page.getByRole("link", { name: "Create users" }).click();
  const example = page.getByRole("link", { name: "Download example" });
  const [download] = await Promise.all([page.waitForEvent("download"), example.click()]);
  const workbook = await readFile(await download.path());
  assert.equal(workbook.subarray(0, 2).toString(), "PK");
  await page.locator("input[type=file]").setInputFiles({
    name: "example.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: workbook,
  });
  await page.getByText("There is nobody on this sheet.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Create", exact: true }).isDisabled());
  await axe(page);
  await screenshot(page, "workbook");

  await page.goto(`/organizations/${organizationId}/users?search=${lastName}`);
  await page.getByText("1 in all").waitFor();
  await page.getByRole("button", { name: "Selection", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Select page/ }).click();
  await page.getByRole("button", { name: "Actions for the selection" }).click();
  await page.getByRole("menuitem", { name: "Generate report", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Generate report" }).click();
  await page.getByRole("link", { name: "To the reports" }).click();
  const file = page.getByRole("link", { name: /^Download the report of .* as csv$/ }).first();
  const [report] = await Promise.all([page.waitForEvent("download"), file.click()]);
  const rows = await readFile(await report.path(), "utf8");
  assert.ok(rows.includes(lastName) && rows.trim().split("\r\n").length === 2, rows);
  await axe(page);
  await screenshot(page, "reports");
});
