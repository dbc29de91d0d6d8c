import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import {
  asAdministrator,
  axe,
  journey,
  makeUser,
  overflow,
  screenshot,
  address as server,
  signInAs,
} from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PASSWORD = "seven lanterns above the weir";
const FILE = "lantern list.txt";
const FILE_TEXT = "seven lanterns, two of them broken\n";
// New mail is looked for every five seconds.
const BY_ITSELF = { timeout: 30_000 };

/**
 * A browser of another person, beside the one of the journey.
 *
 * @param {Page} page
 * @param {{ address: string }} person
 */
async function besides(page, { address }) {
  const browser = page.context().browser();
  assert.ok(browser);
  const context = await browser.newContext({
    baseURL: server,
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
  });
  context.setDefaultTimeout(20_000);
  const other = await context.newPage();
  await signInAs(other, address, PASSWORD);
  return other;
}

/** @param {Page} page */
const list = (page) => page.getByRole("region", { name: "List of messages" });

/** @param {Page} page */
const reading = (page) => page.getByRole("region", { name: "Message", exact: true });

journey(
  "two users write to each other in the browser, and keep their mail in order",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const lastName = `Lampwright${Date.now()}`;
    const isolde = await makeUser(page, organizationId, {
      firstName: "Isolde",
      lastName,
      password: PASSWORD,
    });
    const thaddeus = await makeUser(page, organizationId, {
      firstName: "Thaddeus",
      lastName,
      password: PASSWORD,
    });
    const his = await besides(page, thaddeus);
    await his.goto("/");
    await his.getByText("New mail shows up here by itself.").waitFor();
    assert.match(new URL(his.url()).pathname, /^\/mail\/[\da-f-]{36}$/);
    await axe(his);

    await signInAs(page, isolde.address, PASSWORD);
    await page.goto("/");
    await page.getByRole("link", { name: "Write" }).click();
    const to = page.getByRole("combobox", { name: "To" });
    await to.fill("nobody in particular");
    await to.press("Enter");
    await page.getByText("that is no e-mail address").waitFor();
    await axe(page);
    await page.getByRole("button", { name: "Remove nobody in particular" }).click();
    await to.fill(`Thaddeus <${thaddeus.address}>`);
    await page.getByRole("textbox", { name: "Subject" }).fill("Lanterns");
    await page
      .getByRole("textbox", { name: "Message" })
      .fill("Dear Thaddeus,\nthe list is attached, see https://lanterns.example/plan.\nIsolde");
    await page.getByText(/^Saved at/).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Remove Thaddeus" }).waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    const reminder = page.getByRole("dialog", { name: "Send it like this?" });
    await reminder.getByText("The text mentions an attachment").waitFor();
    await reminder.getByRole("button", { name: "Go on writing" }).click();
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: FILE, mimeType: "text/plain", buffer: Buffer.from(FILE_TEXT) });
    await page.getByRole("button", { name: `Remove ${FILE}` }).waitFor();
    await screenshot(page, "webmail-compose");
    await page.getByRole("textbox", { name: "Message" }).press("Control+Enter");
    await page.getByText("Message sent").waitFor();

    const arrived = list(his).getByRole("link", { name: /Unread:.*Isolde.*Lanterns/ });
    await arrived.waitFor(BY_ITSELF);
    await his.waitForFunction(() => document.title.startsWith("(1) Inbox"));
    await his.keyboard.press("j");
    await his.keyboard.press("Enter");
    await reading(his).getByText("Dear Thaddeus").waitFor();
    await reading(his).getByRole("link", { name: "https://lanterns.example/plan" }).waitFor();
    const download = his.waitForEvent("download");
    await reading(his).getByRole("link", { name: FILE }).click();
    const saved = await download;
    assert.equal(saved.suggestedFilename(), FILE);
    assert.equal(await readFile(await saved.path(), "utf8"), FILE_TEXT);
    // It was open for a moment, so it is read.
    await his.waitForFunction(() => document.title.startsWith("Inbox"));
    await axe(his);
    await screenshot(his, "webmail-reading");

    await his.keyboard.press("r");
    const answer = his.getByRole("textbox", { name: "Message" });
    await his.getByRole("heading", { level: 1, name: "Reply" }).waitFor();
    assert.match(await answer.inputValue(), /wrote:\n> Dear Thaddeus,\n> the list/);
    await his.keyboard.type("Thank you!");
    await answer.press("Control+Enter");
    await his.getByText("Message sent").waitFor();
    await list(his).getByRole("img", { name: "Answered" }).waitFor(BY_ITSELF);

    const reply = list(page).getByRole("link", { name: /Thaddeus.*Re: Lanterns/ });
    await reply.waitFor(BY_ITSELF);
    await reply.click();
    await reading(page).getByText("Thank you!").waitFor();
    // What she sent herself is part of the conversation.
    await reading(page)
      .getByRole("button", { name: /Isolde.*Sent/ })
      .waitFor();
    await screenshot(page, "webmail-conversation");

    await page.keyboard.press("#");
    await page.getByText("1 message moved to Trash").waitFor();
    await reply.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await reply.waitFor(BY_ITSELF);

    await list(page).getByRole("button", { name: "Actions for Inbox" }).click();
    await page.getByRole("menuitem", { name: "Create folder" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Lanterns.Done");
    await axe(page);
    await dialog.getByRole("button", { name: "Create folder" }).click();
    await page.getByRole("heading", { level: 2, name: "Lanterns.Done" }).waitFor();
    await page.getByRole("link", { name: /^Inbox/ }).click();
    await list(page)
      .getByRole("checkbox", { name: /Re: Lanterns/ })
      .check();
    await axe(page);
    await list(page).getByRole("button", { name: "Move to folder" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Find a folder" }).fill("done");
    await axe(page);
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await page.getByText("1 message moved to Lanterns.Done").waitFor();
    await page.getByRole("link", { name: "Done" }).click();
    await reply.waitFor();

    await page.setViewportSize({ width: 400, height: 800 });
    await reply.click();
    await reading(page).getByText("Thank you!").waitFor();
    assert.equal(await list(page).isVisible(), false);
    assert.equal(await overflow(page), 0);
    await axe(page);
    await screenshot(page, "webmail-phone-reading");
    await page.getByRole("link", { name: "Back to the list" }).click();
    await reply.waitFor();
    await screenshot(page, "webmail-phone-list");
    await page.getByRole("link", { name: "Back to the folders" }).click();
    await page.getByRole("link", { name: /^Sent/ }).click();
    await list(page)
      .getByRole("link", { name: /To: Thaddeus.*Lanterns/ })
      .waitFor();
    await page.goBack();
    await page.getByRole("link", { name: /^Trash/ }).waitFor();
    assert.equal(await overflow(page), 0);
    await axe(page);
    await page.goto("/mail/compose");
    await page.getByRole("textbox", { name: "Subject" }).waitFor();
    assert.equal(await overflow(page), 0);
    await axe(page);
    await his.context().close();
  },
  { minutes: 10 },
);

journey("the keys of the mail pages are told by a question mark", async (page) => {
  await asAdministrator(page);
  await page.goto("/mail");
  await page.getByRole("heading", { level: 2, name: "Inbox" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await axe(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("zzzz");
  await page.keyboard.press("Enter");
  await page.getByText("No message matches").waitFor();
  assert.match(page.url(), /query=zzzz/);
  await page.reload();
  await page.getByRole("button", { name: "Show all messages" }).click();
  await page.waitForURL(/\/mail\/[\da-f-]+$/);
});
