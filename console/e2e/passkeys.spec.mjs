import assert from "node:assert/strict";
import { administrator, asAdministrator, axe, call, journey, screenshot } from "./journey.mjs";

/**
 * A device with a fingerprint reader that keeps passkeys.
 *
 * @param {import("playwright-core").Page} page
 */
async function device(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** @param {import("playwright-core").Page} page */
const menu = (page) => page.getByRole("button", { name: "Ann Fisher, account and settings" });

/** @param {import("playwright-core").Page} page */
const card = (page) => page.getByRole("grid", { name: "Passkeys" });

/** @param {import("playwright-core").Page} page */
async function proof(page) {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Present password/).fill(administrator.password);
  await axe(page);
  await dialog.getByRole("button", { name: "Go on" }).click();
}

journey(
  "a passkey is added, signs in alone and after the password, and is removed",
  async (page) => {
    await device(page);
    await asAdministrator(page);
    await page.goto("/account/security");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("dialog").getByLabel(/^Name/).fill("Laptop");
    await proof(page);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await card(page).getByText("Laptop").waitFor();
    await axe(page);
    await screenshot(page, "passkeys");

    await page.context().clearCookies();
    await page.goto("/sign-in");
    await axe(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await menu(page).waitFor();

    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page
      .getByRole("textbox", { name: "E-mail address or logon name" })
      .fill(administrator.address);
    await page.getByLabel(/^Password/).fill(administrator.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Second step" }).waitFor();
    await axe(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await menu(page).waitFor();

    await page.goto("/account/security");
    await card(page).getByRole("button", { name: "Rename" }).click();
    await page.getByRole("dialog").getByLabel(/^Name/).fill("Old laptop");
    await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await card(page).getByText("Old laptop").waitFor();
    await card(page).getByRole("button", { name: "Remove" }).click();
    await proof(page);
    await card(page).waitFor({ state: "detached" });
    const left = await (await call(page, "GET", "/api/v1/me/passkeys")).json();
    assert.deepEqual(left.items, []);
  },
);
