import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import {
  administrator,
  asAdministrator,
  axe,
  journey,
  makeUser,
  screenshot,
  address as server,
  signInAs,
} from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PASSWORD = "a lamp in every window of the harbour";
const NEW_PASSWORD = "the ferry leaves at a quarter past seven";

/**
 * Makes somebody with a password, and signs him in.
 *
 * @param {Page} page
 * @param {string} firstName
 */
async function somebody(page, firstName) {
  const { organizationId } = await asAdministrator(page);
  const user = await makeUser(page, organizationId, {
    firstName,
    lastName: "Secure",
    password: PASSWORD,
  });
  await signInAs(page, user.address, PASSWORD);
  return { ...user, organizationId };
}

/**
 * The code that an authenticator app shows (RFC 6238: SHA-1, 30 seconds, six digits).
 *
 * @param {string} secret in Base32
 * @param {number} [steps] how many half minutes ahead
 */
function codeOf(secret, steps = 0) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(/[\s=]/g, "").toUpperCase()]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const place = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {string} password
 */
async function enterPassword(page, name, password) {
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail address or logon name" }).fill(name);
  await page.getByLabel(/^Password/).fill(password);
  await page.keyboard.press("Enter");
}

journey("an authenticator app guards an account, and a recovery code works once", async (page) => {
  const { address, name } = await somebody(page, "Theo");
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel(/^Present password/).fill(PASSWORD);
  await axe(page);
  await page.getByRole("button", { name: "Go on" }).click();
  const secret = await page.getByRole("textbox", { name: "Key" }).inputValue();
  await axe(page);
  await screenshot(page, "totp-set-up");
  const code = page.getByRole("textbox", { name: "Code from your authenticator app" });
  await code.fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.locator('input[name="code"][aria-invalid="true"]').waitFor();
  await code.fill(codeOf(secret));
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("button", { name: "I have kept them" }).waitFor();
  const codes = (await page.locator(".muster-copy-block").textContent())?.trim().split("\n") ?? [];
  assert.ok(codes.length >= 8);
  await axe(page);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText(`${codes.length} recovery codes left`).waitFor();
  await axe(page);

  const menu = page.getByRole("button", { name: `${name}, account and settings` });
  await enterPassword(page, address, PASSWORD);
  await page.getByRole("heading", { name: "Second step" }).waitFor();
  await axe(page);
  // The code of this half minute was used up when the app was turned on.
  await code.fill(codeOf(secret, 1));
  await page.keyboard.press("Enter");
  await menu.waitFor();

  const [recovery = ""] = codes;
  for (const isFirst of [true, false]) {
    await enterPassword(page, address, PASSWORD);
    await page.getByRole("button", { name: "Use a recovery code instead" }).click();
    await page.getByRole("textbox", { name: "Recovery code" }).fill(recovery);
    await page.keyboard.press("Enter");
    await (isFirst ? menu : page.locator('[aria-invalid="true"], [data-form-problem]')).waitFor();
  }
});

journey("whoever is signed in elsewhere too sees where, and ends it", async (page) => {
  const { address } = await somebody(page, "Selma");
  const elsewhere = await page.context().browser()?.newContext({ baseURL: server });
  assert.ok(elsewhere);
  const other = await elsewhere.newPage();
  await signInAs(other, address, PASSWORD);
  assert.equal((await other.request.get("/api/v1/me")).status(), 200);

  await page.goto("/account/security");
  const table = page.getByRole("grid", { name: "Where you are signed in" });
  await table.getByText("This session").waitFor();
  await table.getByText("Chrome on Linux").first().waitFor();
  await axe(page);
  await screenshot(page, "security");
  await table.getByRole("button", { name: "End" }).first().click();
  await page.getByText("The session is ended.").waitFor();
  assert.equal((await other.request.get("/api/v1/me")).status(), 401);
  assert.equal((await page.request.get("/api/v1/me")).status(), 200);
  await elsewhere.close();
});

journey("an API token is shown once, works, and is refused after it was revoked", async (page) => {
  await somebody(page, "Toni");
  await page.goto("/account/security");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog", { name: "New token" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Nightly report");
  await dialog.getByLabel(/^Present password/).fill(PASSWORD);
  await axe(page);
  await screenshot(page, "token-new");
  await dialog.getByRole("button", { name: "Make token" }).click();
  const token = await page.getByRole("textbox", { name: "Your new token" }).inputValue();
  assert.match(token, /^mst_/);
  await axe(page);
  const me = () =>
    fetch(new URL("/api/v1/me", server), { headers: { Authorization: `Bearer ${token}` } });
  assert.equal((await me()).status, 200);

  await page.reload();
  await page
    .getByRole("cell", { name: "Nightly report" })
    .or(page.getByText("Nightly report"))
    .first()
    .waitFor();
  assert.equal((await page.content()).includes(token), false);
  await page.getByRole("button", { name: "Revoke" }).click();
  const question = page.getByRole("dialog", { name: "Revoke this token?" });
  await axe(page);
  await question.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("The token is revoked.").waitFor();
  assert.equal((await me()).status, 401);
});

journey("a changed password ends all other sessions", async (page) => {
  const { address } = await somebody(page, "Paula");
  const elsewhere = await page.context().browser()?.newContext({ baseURL: server });
  assert.ok(elsewhere);
  const other = await elsewhere.newPage();
  await signInAs(other, address, PASSWORD);
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  await dialog.getByLabel(/^Present password/).fill("not the one");
  await dialog.getByLabel(/^New password\b(?! again)/).fill(NEW_PASSWORD);
  await dialog.getByLabel(/^New password again/).fill(NEW_PASSWORD);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await dialog.locator('input[name="currentPassword"][aria-invalid="true"]').waitFor();
  await axe(page);
  await dialog.getByLabel(/^Present password/).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await page.getByText(/Your password is changed/).waitFor();
  assert.equal((await other.request.get("/api/v1/me")).status(), 401);
  await elsewhere.close();
  await signInAs(page, address, NEW_PASSWORD);
});

journey("a forgotten password is set anew with the link in the held mail", async (page) => {
  const { address, name } = await somebody(page, "Fiona");
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await page.getByRole("textbox", { name: "E-mail address or logon name" }).fill(address);
  await axe(page);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
  await axe(page);

  await signInAs(page, administrator.address, administrator.password);
  await page.goto("/outbox");
  const row = page.getByRole("row", { name: new RegExp(address) }).first();
  await row.getByText("Held").first().waitFor();
  await axe(page);
  await screenshot(page, "outbox");
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Read" }).click();
  const text = page.locator(".muster-mail-text");
  await text.waitFor();
  await axe(page);
  const link = /https?:\S+password-reset\S+/.exec((await text.textContent()) ?? "")?.[0] ?? "";
  assert.notEqual(link, "");

  await page.context().clearCookies();
  const { pathname, search, hash } = new URL(link);
  await page.goto(pathname + search + hash);
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  await page.getByLabel(/^New password\b(?! again)/).fill(NEW_PASSWORD);
  await page.getByLabel(/^New password again/).fill(NEW_PASSWORD);
  await axe(page);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your password is changed" }).waitFor();
  await enterPassword(page, address, NEW_PASSWORD);
  await page.getByRole("button", { name: `${name}, account and settings` }).waitFor();
});
