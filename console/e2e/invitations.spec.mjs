import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, screenshot, signInAs } from "./journey.mjs";
import { startSink } from "./smtp-sink.mjs";

/** @typedef {import("playwright-core").Page} Page */

const SETTINGS = "/api/v1/registration-settings";
const PASSWORD = "nine quiet herons at the pier";

/**
 * The link in the newest letter to an address, once it came.
 *
 * @param {Page} page
 * @param {readonly string[]} letters
 * @param {string} address
 * @param {string} path what the link leads to
 */
async function linkIn(page, letters, address, path) {
  for (;;) {
    const letter = letters.filter((one) => one.includes(`<${address}>`) || one.includes(address));
    const text = letter.map((one) => one.replaceAll("=\n", "").replaceAll("=3D", "=")).join("\n");
    const token = new RegExp(`${path}\\?token=([A-Za-z0-9_-]{43})`).exec(text)?.[1];
    if (token !== undefined) {
      return `${path}?token=${token}`;
    }
    await page.reload();
  }
}

/**
 * The code in the newest letter to an address, once it came.
 *
 * @param {Page} page
 * @param {readonly string[]} letters
 * @param {string} address
 */
async function codeIn(page, letters, address) {
  for (;;) {
    const text = letters.filter((one) => one.includes(address)).join("\n");
    const code = /enter this code:\s+(\d{8})/.exec(text.replaceAll("=\n", ""))?.[1];
    if (code !== undefined) {
      return code;
    }
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/**
 * A pasted list is checked, and those on it who can be are invited by a job.
 *
 * @param {Page} page
 * @param {string} name
 */
async function invitesMany(page, name) {
  await page.getByRole("link", { name: "Invite many" }).click();
  await page.getByRole("heading", { name: "Invite many users", level: 1 }).waitFor();
  await page
    .getByRole("textbox", { name: "Whom to invite" })
    .fill(`One Many <one.${name}@many.example>, two.${name}@many.example; no address`);
  await page.getByRole("button", { name: "Check the list" }).click();
  await page.getByText("To be invited: 2. Left out: 1.").waitFor();
  await axe(page);
  await screenshot(page, "invite-many");
  await page.getByRole("button", { name: "Send 2 invitations" }).click();
  await page.getByRole("heading", { name: "Invite people", level: 1 }).waitFor();
}

/**
 * Whom nobody invited makes an account from the sign-in page, once that is open to everybody.
 *
 * @param {Page} page
 * @param {readonly string[]} letters
 * @param {string} address
 */
async function registersAlone(page, letters, address) {
  await asAdministrator(page);
  await page.goto("/instance/registration");
  await page.getByRole("checkbox", { name: /Anybody with an e-mail address/ }).check();
  await axe(page);
  await screenshot(page, "registration-settings");
  await page.getByRole("button", { name: "Save" }).click();
  await page
    .getByText(/Saved$/)
    .first()
    .waitFor();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("heading", { name: "Make your account" }).waitFor();
  await axe(page);
  await page.getByRole("textbox", { name: "E-mail address" }).fill(address);
  await page.getByRole("button", { name: "Send the code" }).click();
  await page.getByRole("heading", { name: "Enter the code" }).waitFor();
  await axe(page);
  await screenshot(page, "registration-code");
  const code = await codeIn(page, letters, address);
  await page.getByRole("textbox", { name: "Code" }).fill("0000 000x");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText(/This code is wrong or too old/).waitFor();
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("textbox", { name: "First name" }).fill("Sole");
  await page.getByRole("textbox", { name: "Last name" }).fill("Founder");
  await page.getByRole("textbox", { name: "Your own organization" }).fill(`Of ${address}`);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('input[name="repeated"]').fill(PASSWORD);
  await axe(page);
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByRole("heading", { name: "Your account is made" }).waitFor();
  await signInAs(page, address, PASSWORD);
  await page.goto("/");
  await page.getByText(`Of ${address}`).first().waitFor();
}

journey(
  "somebody without an account registers by the mail, and somebody of another organization accepts",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const sink = await startSink();
    try {
      const wish = {
        host: "127.0.0.1",
        port: sink.port,
        security: "NONE",
        account: "",
        senderAddress: "muster@acme.example",
        senderName: "Muster",
      };
      const relay = await call(page, "PUT", "/api/v1/relay", wish, { "If-Match": '"0"' });
      assert.ok(relay.ok(), await relay.text());
      const lastName = `Guest${Date.now().toString(36)}`;
      const newcomer = `nina.${lastName.toLowerCase()}@far.example`;

      await page.goto(`/organizations/${organizationId}/users`);
      await page.getByRole("link", { name: "Invite user" }).click();
      await page.getByRole("heading", { name: "Invite user", level: 1 }).waitFor();
      await axe(page);
      await page.getByRole("textbox", { name: "E-mail address" }).fill(newcomer);
      await page.getByRole("textbox", { name: "First name" }).fill("Nina");
      await page.getByRole("button", { name: "Add role" }).click();
      const roles = page.getByRole("dialog", { name: "Add role" });
      await roles.getByRole("checkbox", { name: "Auditor" }).check();
      await roles.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("button", { name: "Send the invitation" }).click();
      await page.getByRole("link", { name: newcomer }).waitFor();
      await axe(page);
      await screenshot(page, "invitations");

      await invitesMany(page, lastName.toLowerCase());

      const link = await linkIn(page, sink.letters, newcomer, "/register");
      await page.context().clearCookies();
      await page.goto(link);
      await page.getByRole("heading", { name: "Make your account" }).waitFor();
      await axe(page);
      await screenshot(page, "register");
      await page.getByRole("textbox", { name: "Last name" }).fill(lastName);
      await page.locator('input[name="password"]').fill(PASSWORD);
      await page.locator('input[name="repeated"]').fill(PASSWORD);
      await page.getByRole("button", { name: "Make the account" }).click();
      await page.getByRole("heading", { name: "Your account is made" }).waitFor();
      await signInAs(page, newcomer, PASSWORD);
      await page.goto(`/organizations/${organizationId}/users`);
      await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();

      // She is at home elsewhere now: she leaves, is invited again and accepts.
      await page.goto("/account/invitations");
      await page.getByRole("button", { name: /^Leave/ }).click();
      const leave = page.getByRole("dialog");
      await axe(page);
      await leave.getByRole("button", { name: "Leave" }).click();
      await page.getByText("You belong to no other organization by an invitation.").waitFor();
      await asAdministrator(page);
      // Another organization: one sends an address one mail a minute.
      const name = `Inviting ${lastName}`;
      const made = await call(page, "POST", "/api/v1/organizations", { name });
      assert.ok(made.ok(), await made.text());
      const host = `/api/v1/organizations/${(await made.json()).id}`;
      const again = await call(page, "POST", `${host}/invitations`, { address: newcomer });
      assert.ok(again.ok(), await again.text());
      const offer = await linkIn(page, sink.letters, newcomer, "/account/invitations");
      await signInAs(page, newcomer, PASSWORD);
      await page.goto(offer);
      await page.getByRole("button", { name: /^Accept/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
      await page.getByRole("button", { name: /^Leave/ }).waitFor();
      await axe(page);
      await screenshot(page, "own-invitations");

      // A mailbox that a guest is given stands beside her own, with the name of its organization.
      await asAdministrator(page);
      const desk = { name: "Desk", address: `desk@${lastName.toLowerCase()}.example` };
      const mailbox = await (await call(page, "POST", `${host}/mailboxes`, desk)).json();
      const found = await page.request.get(`${host}/users?search=${newcomer}`);
      const nina = (await found.json()).items[0].id;
      const access = `${host}/mailboxes/${mailbox.id}/access`;
      const all = (await (await page.request.get(`${host}/roles`)).json()).items;
      const editor = all.find((/** @type {{ name: string }} */ role) => role.name === "Editor").id;
      const given = await call(
        page,
        "PUT",
        `${access}/${nina}`,
        { roles: [editor], permissions: [] },
        { "If-Match": (await page.request.get(access)).headers().etag ?? "" },
      );
      assert.ok(given.ok(), await given.text());
      await signInAs(page, newcomer, PASSWORD);
      await page.goto("/mail");
      await page.getByRole("button", { name: `Desk (${name})` }).waitFor();
      await axe(page);

      await registersAlone(page, sink.letters, `sole.${lastName.toLowerCase()}@far.example`);
    } finally {
      await asAdministrator(page);
      const etag = (await page.request.get("/api/v1/relay")).headers().etag ?? '"0"';
      await call(page, "DELETE", "/api/v1/relay", undefined, { "If-Match": etag });
      const open = (await page.request.get(SETTINGS)).headers().etag ?? '"0"';
      await call(page, "PUT", SETTINGS, { open: false }, { "If-Match": open });
      await sink.stop();
    }
  },
);
