import assert from "node:assert/strict";
import { administrator, asAdministrator, axe, journey, screenshot } from "./journey.mjs";

/** @param {import("playwright-core").Page} page */
const name = (page) => page.getByRole("textbox", { name: "E-mail address or logon name" });
/** @param {import("playwright-core").Page} page */
const password = (page) => page.getByLabel(/^Password/);
/** @param {import("playwright-core").Page} page */
const menu = (page) => page.getByRole("button", { name: "Ann Fisher, account and settings" });

journey("a wrong password and an unknown name get the same refusal", async (page) => {
  await asAdministrator(page);
  await page.context().clearCookies();
  const refusals = [];
  for (const who of [administrator.address, "nobody@acme.example"]) {
    await page.goto("/sign-in");
    await name(page).fill(who);
    await password(page).fill("not the password");
    await page.keyboard.press("Enter");
    refusals.push(await page.locator("[data-form-problem]").textContent());
  }
  assert.equal(refusals[0], refusals[1]);
  await axe(page);
  await screenshot(page, "sign-in-refused");
});

journey("sign-in leads back to the page that was asked for, by keyboard alone", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.context().clearCookies();
  const wanted = `/organizations/${organizationId}/no-such-page?state=locked`;
  await page.goto(wanted);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await axe(page);
  assert.ok(await name(page).evaluate((field) => field === document.activeElement));
  await page.keyboard.type(administrator.address);
  await page.keyboard.press("Tab");
  await page.keyboard.type(administrator.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  assert.ok(page.url().endsWith(wanted));
  await axe(page);
  await screenshot(page, "not-found");
});

journey("sign-in never leads to another site", async (page) => {
  await asAdministrator(page);
  await page.goto("/sign-in?return=//evil.example/");
  await menu(page).waitFor();
  assert.equal(new URL(page.url()).pathname.includes("evil"), false);
});

journey("after signing out nothing is shown and the session is gone", async (page) => {
  await asAdministrator(page);
  await page.goto("/");
  await menu(page).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto("/");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal((await page.request.get("/api/v1/me")).status(), 401);
});

journey("a session that ended elsewhere leads to sign-in and back", async (page) => {
  await asAdministrator(page);
  await page.goto("/no-such-page");
  await menu(page).waitFor();
  await page.context().clearCookies({ name: "muster_session" });
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.match(page.url(), /return=%2Fno-such-page/);
});

journey("what the console is made of comes compressed, and is kept for good", async (page) => {
  /** @type {import("playwright-core").Response[]} */
  const assets = [];
  page.on("response", (response) => {
    if (/\/assets\/.*\.(js|css)$/.test(response.url())) {
      assets.push(response);
    }
  });
  await page.goto("/sign-in");
  await name(page).waitFor();
  assert.ok(assets.length > 3);
  for (const asset of assets) {
    const headers = await asset.allHeaders();
    assert.match(headers["cache-control"] ?? "", /immutable/, asset.url());
    if ((await asset.body()).length >= 1_000) {
      assert.equal(headers["content-encoding"], "gzip", asset.url());
    }
  }
});

journey("the theme is kept and follows the system until one is chosen", async (page) => {
  await asAdministrator(page);
  await page.goto("/");
  await menu(page).click();
  await page.getByRole("menuitem", { name: "Dark" }).click();
  const isDark = () =>
    page.evaluate(() => document.documentElement.classList.contains("pf-v6-theme-dark"));
  assert.equal(await isDark(), true);
  await page.reload();
  await menu(page).waitFor();
  assert.equal(await isDark(), true);
  await menu(page).click();
  await page.getByRole("menuitem", { name: "As the system" }).click();
  assert.equal(await isDark(), false);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await isDark(), true);
});

journey(
  "sign-in and shell fit a narrow phone",
  async (page) => {
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await page.goto("/sign-in");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.equal(await overflow(), 0);
    await axe(page);
    await screenshot(page, "sign-in-narrow");
    await asAdministrator(page);
    await page.goto("/");
    await menu(page).waitFor();
    assert.equal(await overflow(), 0);
    await axe(page);
    await screenshot(page, "home-narrow");
  },
  { width: 400 },
);
