import assert from "node:assert/strict";
import {
  asAdministrator,
  axe,
  call,
  journey,
  makeUser,
  screenshot,
  address as server,
  signInAs,
} from "./journey.mjs";
import { publishText, ZONE } from "./name-server.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PASSWORD = "nine buoys beyond the bar";
// Nobody takes mail there: the name leads to this machine, on which no server listens at that port.
const NOBODY = `ghost@ns.${ZONE}`;

/**
 * A browser of a user, beside that of the administrator.
 *
 * @param {Page} page
 * @param {string} name
 */
async function besides(page, name) {
  const browser = page.context().browser();
  assert.ok(browser);
  const context = await browser.newContext({ baseURL: server, locale: "en-GB" });
  context.setDefaultTimeout(20_000);
  const other = await context.newPage();
  await signInAs(other, name, PASSWORD);
  return other;
}

/**
 * @param {Page} page whose user writes
 * @param {string} mailboxId
 * @param {string} to
 */
async function write(page, mailboxId, to) {
  const sent = await call(page, "POST", "/api/v1/me/mail/messages", {
    letter: {
      mailboxId,
      to: [{ name: "", address: to }],
      cc: [],
      bcc: [],
      subject: "Buoys",
      text: "Nine of them, one adrift.",
      attachments: [],
    },
  });
  assert.ok(sent.ok(), await sent.text());
}

/**
 * Does something of the menu to the user whose page is open.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string} verb
 */
async function act(page, name, verb) {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: verb }).click();
  await page.getByRole("dialog").getByRole("button", { name: verb }).click();
}

journey(
  "mail of a user is looked after: disk usage, search index, devices, what is connected",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const lastName = `Buoymaster${Date.now()}`;
    const password = PASSWORD;
    const user = await makeUser(page, organizationId, { firstName: "Nils", lastName, password });
    const his = await besides(page, user.address);
    await write(his, user.id, user.address);

    await page.goto(`/organizations/${organizationId}/users/${user.id}?tab=mailbox`);
    await page.getByRole("progressbar", { name: /^INBOX/ }).waitFor();
    await page.getByRole("progressbar", { name: /^Sent/ }).waitFor();
    await axe(page);
    await screenshot(page, "disk-usage-by-folder");

    await act(page, user.name, "Reindex");
    await page.getByRole("link", { name: "Watch the job" }).click();
    await page.getByText("Completed").first().waitFor();
    await page.getByText("2 messages are in the index.").waitFor();

    await page.goto(`/organizations/${organizationId}/users/${user.id}`);
    await act(page, user.name, "Resync devices");
    await page.getByText(`The devices of ${user.name} are being resynced`).waitFor();
    await page.goto(`/organizations/${organizationId}/jobs`);
    await page.getByRole("link", { name: "Resync devices" }).first().click();
    await page.getByText("Completed").first().waitFor();

    await page.goto(`/organizations/${organizationId}/users/${user.id}?tab=activity`);
    const open = page.getByRole("row").filter({ hasText: "Console and portal" });
    await open.waitFor();
    await axe(page);
    await screenshot(page, "latest-activity");
    await open.getByRole("button", { name: /Disconnect/ }).click();
    await page.getByText("Not connected by any service.").waitFor();
    assert.equal((await his.request.get("/api/v1/me")).status(), 401);
    await his.context().close();
  },
);

journey("mail that can't leave waits, is tried again and given up", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const lastName = `Beacon${Date.now()}`;
  const password = PASSWORD;
  const user = await makeUser(page, organizationId, { firstName: "Bea", lastName, password });
  const hers = await besides(page, user.address);
  await write(hers, user.id, NOBODY);

  // What is on its way at the moment can't be changed, so each attempt is waited for.
  const tried = (/** @type {number} */ attempts) =>
    page.waitForFunction(
      async ({ path, from, least }) => {
        const { items } = await (await fetch(path)).json();
        return items.some(
          (/** @type {{ sender: string, state: string, attempts: number }} */ one) =>
            one.sender === from && one.state === "QUEUED" && one.attempts >= least,
        );
      },
      {
        path: `/api/v1/organizations/${organizationId}/mail-queue`,
        from: user.address,
        least: attempts,
      },
    );
  await page.goto(`/organizations/${organizationId}/mail-queue`);
  await tried(1);
  await page.reload();
  const mail = page.getByRole("row").filter({ hasText: user.address });
  await mail.getByText("Waiting").waitFor();
  await axe(page);
  await screenshot(page, "mail-queue");
  const actions = page.getByRole("button", {
    name: `Actions for From ${user.address} to ${NOBODY}`,
  });
  await actions.click();
  await page.getByRole("menuitem", { name: "Try again now" }).click();
  await page.getByText(`The mail to ${NOBODY} is tried again now`).waitFor();
  await tried(2);
  await page.reload();
  await mail.getByText("Waiting").waitFor();
  await actions.click();
  await page.getByRole("menuitem", { name: "Give up" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Give up" }).click();
  await mail.getByText("Failed").waitFor();

  await hers.goto("/mail");
  await hers
    .getByRole("link", { name: /could not be delivered/ })
    .first()
    .waitFor();
  await hers.context().close();
});

journey("mail of a domain is signed once the record of its key is found", async (page) => {
  await asAdministrator(page);
  await page.goto("/mail-signing");
  await page.getByRole("button", { name: "Make a key" }).first().click();
  const form = page.getByRole("dialog", { name: "Make a key" });
  await form.getByRole("textbox", { name: "Domain" }).fill(ZONE);
  await form.getByRole("button", { name: "Make a key" }).click();
  const record = page.getByRole("dialog", { name: `Record for ${ZONE}` });
  await record.getByRole("button", { name: "Look now" }).click();
  await record.getByText("The record is not there.").waitFor();
  const { items } = await (await call(page, "GET", "/api/v1/mail-signing")).json();
  const key = items.find((/** @type {{ domain: string }} */ one) => one.domain === ZONE);
  // A text of a record has 255 octets at most, so a long one is told in several.
  await publishText(key.recordName, key.recordValue.match(/.{1,200}/g).join('" "'));
  await record.getByRole("button", { name: "Look now" }).click();
  await record.getByText("The record is there").waitFor();
  await axe(page);
  await screenshot(page, "signing-record");
  await record.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("row").filter({ hasText: ZONE }).getByText("Signs mail").waitFor();
  await axe(page);
  await page.getByRole("button", { name: `Actions for ${ZONE}, ${key.selector}` }).click();
  await page.getByRole("menuitem", { name: "Remove the key" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the key" }).click();
  await page.getByText(`The key of ${ZONE} was removed`).waitFor();
});
