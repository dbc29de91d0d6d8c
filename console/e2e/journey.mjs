import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Browser} Browser */

const results = process.env.MUSTER_RESULTS ?? "test-results";
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const TARGET_SIZE = "target-size";
const TALLEST = 6_000;
const PATIENCE = 20_000;

/** Where the server is. Journeys open paths: `page.goto("/sign-in")`. */
export const address = process.env.MUSTER_ADDRESS ?? "http://localhost:8080";

/** The link that the server printed when it started. */
export const setupLink = process.env.MUSTER_SETUP_LINK ?? "";

/** @type {Promise<Browser> | undefined} */
let browser;

// The switches keep Chromium from looking for hosts on the internet, and allow root.
function openBrowser() {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return browser;
}

after(async () => (await browser)?.close());

/**
 * One journey in a browser of its own. A fault in the page's script, a breach of the content security
 * policy and a request to any other host fail it too; a failure leaves picture and trace in test-results.
 *
 * @param {string} title a sentence about the product
 * @param {(page: Page) => Promise<void>} steps
 * @param {{ width?: number, minutes?: number }} [options] how wide the window is, and how long it may take
 */
export function journey(title, steps, { width = 1280, minutes = 6 } = {}) {
  test(title, { timeout: minutes * 60_000 }, async () => {
    const context = await (await openBrowser()).newContext({
      baseURL: address,
      viewport: { width, height: 800 },
      reducedMotion: "reduce",
      timezoneId: "Europe/Berlin",
      locale: "en-GB",
    });
    context.setDefaultTimeout(PATIENCE);
    await context.tracing.start({ screenshots: true, snapshots: true });
    const page = await context.newPage();
    const faults = watch(page);
    try {
      await steps(page);
      assert.deepEqual(faults, []);
      await context.tracing.stop();
    } catch (error) {
      await mkdir(results, { recursive: true });
      const name = join(results, title.replaceAll(/\W+/g, "-"));
      await page.screenshot({ path: `${name}.png`, fullPage: true });
      await context.tracing.stop({ path: `${name}.zip` });
      throw error;
    } finally {
      await context.close();
    }
  });
}

/**
 * @param {Page} page
 * @returns {string[]} what went wrong beside the steps, filled as it happens
 */
function watch(page) {
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    // A refusal of the API is an answer, not a fault; Chromium reports each all the same.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      faults.push(message.text());
    }
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && /^(https?|wss?):/.test(request.url())) {
      faults.push(`a request left the server: ${request.url()}`);
    }
  });
  return faults;
}

/** The administrator whom the set-up makes. */
export const administrator = {
  organization: "Acme Shipping",
  firstName: "Ann",
  lastName: "Fisher",
  address: "ann.fisher@acme.example",
  password: "a long sentence only Ann would write",
};

/**
 * Signs the first administrator in without the pages for it, and makes him where the set-up journey was
 * not run before.
 *
 * @param {Page} page
 * @returns {Promise<{ organizationId: string }>}
 */
export async function asAdministrator(page) {
  const { address: name, password } = administrator;
  const signIn = () => call(page, "POST", "/api/v1/sign-in", { name, password });
  if (!(await signIn()).ok()) {
    const token = new URL(setupLink).searchParams.get("token");
    const made = await call(page, "POST", "/api/v1/setup", { ...administrator, token });
    assert.ok(made.ok(), `set-up was refused: ${await made.text()}`);
    assert.ok((await signIn()).ok(), "the administrator can't sign in");
  }
  const me = await (await call(page, "GET", "/api/v1/me")).json();
  return { organizationId: me.organizations[0].id };
}

/**
 * Calls the API with the page's session, for what a journey needs but is not about.
 *
 * @param {Page} page
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 */
export async function call(page, method, path, body, headers = {}) {
  const token = async () =>
    (await page.context().cookies(address)).find(({ name }) => name === "XSRF-TOKEN")?.value;
  if ((await token()) === undefined) {
    await page.request.get("/api/v1/me");
  }
  return page.request.fetch(path, {
    method,
    headers: { "X-XSRF-TOKEN": (await token()) ?? "", ...headers },
    ...(body === undefined ? {} : { data: body }),
  });
}

/**
 * Makes a user with the page's session. His address is his first name at the administrator's domain.
 *
 * @param {Page} page
 * @param {string} organizationId
 * @param {{ firstName: string, lastName: string, password?: string, unitId?: string }} person
 * @returns {Promise<{ id: string, address: string, name: string }>}
 */
export async function makeUser(page, organizationId, { firstName, lastName, ...others }) {
  const address = `${firstName}.${lastName}@acme.example`.toLowerCase();
  const made = await call(page, "POST", `/api/v1/organizations/${organizationId}/users`, {
    address,
    profile: { firstName, lastName },
    enabled: true,
    mustChangePassword: false,
    ...others,
  });
  assert.ok(made.ok(), `${address} was refused: ${await made.text()}`);
  return { id: (await made.json()).id, address, name: `${firstName} ${lastName}` };
}

/**
 * Signs somebody in without the pages for it; whoever was signed in before is not any more.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string} password
 */
export async function signInAs(page, name, password) {
  await page.context().clearCookies();
  const answer = await call(page, "POST", "/api/v1/sign-in", { name, password });
  assert.ok(answer.ok(), `${name} can't sign in: ${await answer.text()}`);
}

/**
 * How many pixels the page is wider than its window: 0, or it scrolls sideways.
 *
 * @param {Page} page
 */
export function overflow(page) {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/**
 * No violation of WCAG 2.2 A and AA, in light and in dark.
 *
 * @param {Page} page
 */
export async function axe(page) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(page);
    const rules = new AxeBuilder({ page }).withTags(WCAG).disableRules([TARGET_SIZE]);
    await refuse(page, rules, colorScheme);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await inFull(page, () => refuse(page, new AxeBuilder({ page }).withRules([TARGET_SIZE]), "full"));
}

/**
 * @param {Page} page
 * @param {AxeBuilder} rules
 * @param {string} look
 */
async function refuse(page, rules, look) {
  const { violations } = await rules.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
  assert.deepEqual(found, [], `${page.url()} in ${look}`);
}

/**
 * What is asked, in a window as tall as all that the page scrolls. A bar that stays at the bottom of the
 * window covers a part of whatever is scrolled beneath it just then: which box that is depends on the
 * fonts of the machine, and says nothing about the size of the box.
 *
 * @param {Page} page
 * @param {() => Promise<void>} ask
 */
async function inFull(page, ask) {
  const size = page.viewportSize();
  assert.ok(size);
  const hidden = await page.evaluate(() =>
    Math.max(...Array.from(document.querySelectorAll("*"), (e) => e.scrollHeight - e.clientHeight)),
  );
  await page.setViewportSize({ ...size, height: Math.min(size.height + hidden, TALLEST) });
  await settled(page);
  await ask();
  await page.setViewportSize(size);
  await settled(page);
}

/**
 * Pictures of the page as it is, in light and dark: test-results/NAME-light.png.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function screenshot(page, name) {
  await mkdir(results, { recursive: true });
  for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(page);
    await page.screenshot({ path: join(results, `${name}-${colorScheme}.png`) });
  }
}

/**
 * Waits for what moves to have stopped: colours in between have other contrasts.
 *
 * @param {Page} page
 */
async function settled(page) {
  await page.evaluate(async () => {
    // Two frames: the first lets the page hear of what changed, the second starts what moves by it.
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const passing = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.all(passing.map((one) => one.finished.catch(() => undefined)));
  });
}
