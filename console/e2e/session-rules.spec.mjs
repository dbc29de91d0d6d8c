import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, screenshot } from "./journey.mjs";

journey("rules for sessions are set, and who would shut himself out is told so", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const path = `/api/v1/organizations/${organizationId}/session-policy`;
  await page.goto(`/organizations/${organizationId}/session-rules`);
  await page.getByLabel("Users come in from these only").fill("192.0.2.0/24");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("shut you out").waitFor();
  await axe(page);
  await screenshot(page, "session-rules-refused");
  await page.getByLabel("Users come in from these only").fill("");
  await page.getByLabel(/^Minutes without use/).fill("45");
  await page.getByLabel(/^Wrong passwords in a row/).fill("5");
  await page.getByLabel(/^Minutes until the lock/).fill("30");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The session rules are saved.").waitFor();
  const rules = await (await call(page, "GET", path)).json();
  assert.equal(rules.idleMinutes, 45);
  assert.deepEqual([rules.attempts, rules.lockMinutes], [5, 30]);
  await axe(page);
});
