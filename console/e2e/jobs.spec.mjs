import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** How many users are asked for at once. */
const TOGETHER = 8;

/** Links to new passwords for so many take long enough to be watched, on a busy machine too. */
const MANY = 160;

/**
 * @param {Page} page
 * @param {string} organizationId
 * @param {string} lastName
 * @param {number} count
 */
async function makeUsers(page, organizationId, lastName, count) {
  /** @type {string[]} */
  const ids = [];
  for (let number = 1; number <= count; number += TOGETHER) {
    const numbers = Array.from(
      { length: Math.min(TOGETHER, count - number + 1) },
      (_, i) => number + i,
    );
    const made = await Promise.all(
      numbers.map((one) => makeUser(page, organizationId, { firstName: `No${one}`, lastName })),
    );
    ids.push(...made.map(({ id }) => id));
  }
  return ids;
}

/**
 * @param {Page} page
 * @param {string} organizationId
 * @param {string} act
 * @param {readonly string[]} ids
 */
async function start(page, organizationId, act, ids) {
  const path = `/api/v1/organizations/${organizationId}/users/actions/${act}`;
  const answer = await call(page, "POST", path, { selection: { ids } });
  assert.equal(answer.status(), 202, await answer.text());
  return (await answer.json()).jobId;
}

journey(
  "a job tells its progress and its end in the open drawer, without a reload",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const ids = await makeUsers(page, organizationId, "Progress", MANY);
    await page.goto(`/organizations/${organizationId}/jobs`);
    await page.getByRole("button", { name: /^Notices/ }).click();
    const drawer = page.locator(".pf-v6-c-notification-drawer");
    await drawer.waitFor();
    await start(page, organizationId, "reset-password", ids);
    await drawer.getByText("Reset passwords: started").first().waitFor();
    await drawer.getByRole("progressbar", { name: "Reset passwords" }).waitFor();
    await drawer.getByText("Reset passwords: Completed").first().waitFor({ timeout: 60_000 });
    await drawer.getByText(`${MANY} done, 0 skipped, 0 failed`).first().waitFor();
    await axe(page);
    await screenshot(page, "jobs-drawer");

    await drawer.getByText("Reset passwords: Completed").first().click();
    await page.getByRole("heading", { name: "Reset passwords", level: 1 }).waitFor();
    await page.getByText(`${MANY} of ${MANY}`).first().waitFor();
    await axe(page);
  },
);

journey("each item of a job says what became of it, on the page and in the file", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const ids = await makeUsers(page, organizationId, "Outcome", 3);
  const me = await (await call(page, "GET", "/api/v1/me")).json();
  const jobId = await start(page, organizationId, "disable", [...ids, me.user.id]);
  await page.goto(`/organizations/${organizationId}/jobs/${jobId}`);
  await page.getByText("Nobody can do this to himself.").waitFor();
  await axe(page);
  await screenshot(page, "job");

  await page.getByRole("button", { name: "Outcome", exact: true }).click();
  await page.getByRole("option", { name: "Skipped" }).click();
  await page.waitForURL(/verdict=SKIPPED/);
  await page.getByText("no2.outcome@acme.example").waitFor({ state: "detached" });
  await page.getByRole("row", { name: /ann\.fisher@acme\.example|Ann Fisher/ }).waitFor();
  await axe(page);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download result" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  assert.match(file, /no1\.outcome@acme\.example/);
  assert.match(file, /Nobody can do this to himself/);
});
