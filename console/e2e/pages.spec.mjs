import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { asAdministrator, axe, call, journey, makeUser, overflow, signInAs } from "./journey.mjs";

/** @typedef {import("playwright-core").Page} Page */

const PASSWORD = "nine quiet herons at the pier";
// A page that failed, is not there or not for the reader is an empty state alone.
const FAILED = ".pf-v6-c-empty-state:has(h1), .pf-v6-c-empty-state.pf-m-danger";
const BUSY = '[aria-busy="true"], [class*="skeleton"], [class*="spinner"]';

/**
 * Every address that has a page, from the features' routes: a new page is visited without a word here.
 *
 * @returns {Promise<{ path: string, needs: string }[]>}
 */
async function routes() {
  const source = new URL("../src/", import.meta.url);
  const places = await readFile(new URL("shared/routing/places.ts", source), "utf8");
  const found = [];
  for (const feature of await readdir(new URL("features/", source))) {
    const text = await readFile(new URL(`features/${feature}/routes.ts`, source), "utf8");
    for (const declared of text.split(/= route\(/).slice(1)) {
      const [, place, own, needs] =
        /^(?:places\.(\w+)|"([^"]+)"), \{\s+needs: "([^"]+)"/.exec(declared) ?? [];
      const path = own ?? new RegExp(`\\b${place}: place\\("([^"]+)"`).exec(places)?.[1];
      assert.ok(path && needs, `no address and needs of the route in ${feature}: ${declared}`);
      found.push({ path, needs });
    }
  }
  return found;
}

/**
 * @param {string} path
 * @param {Record<string, string>} made ids by the name of their place in the address
 */
function fill(path, made) {
  return path.replaceAll(/:(\w+)/g, (_, name) => {
    assert.ok(made[name], `${path} is not visited: make something with an ${name} first`);
    return made[name];
  });
}

/**
 * One of each thing that has a page of its own.
 *
 * @param {Page} page
 * @returns {Promise<Record<string, string>>}
 */
async function makeOneOfEach(page) {
  const { organizationId } = await asAdministrator(page);
  const place = `/api/v1/organizations/${organizationId}`;
  const post = async (
    /** @type {string} */ path,
    /** @type {unknown} */ body = undefined,
    headers = {},
  ) => {
    const answer = await call(page, "POST", `${place}/${path}`, body, headers);
    assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    return answer.json();
  };
  const lastName = `Walker${Date.now()}`;
  const user = await makeUser(page, organizationId, { firstName: "Wanda", lastName });
  const role = { name: lastName, level: "ORGANIZATION", permissions: ["users:read"] };
  const { id: roleId } = await post("roles", role);
  const address = `${lastName.toLowerCase()}.office@example.org`;
  const { id: mailboxId } = await post("mailboxes", { name: lastName, address, visible: true });
  const { id: mailboxGroupId } = await post("mailbox-groups", { name: lastName });
  await post(`mailbox-groups/${mailboxGroupId}/mailboxes`, { mailboxIds: [mailboxId] });
  const groupAddress = `${lastName.toLowerCase()}.all@example.org`;
  const { id: mailGroupId } = await post("mail-groups", { name: lastName, address: groupAddress });
  await post(`mail-groups/${mailGroupId}/members`, { addresses: [address] });
  const { jobId } = await post("users/actions/disable", { selection: { ids: [user.id] } });
  const { id: importId } = await post(
    "imports?fileName=walkers.csv",
    `E-mail;First name;Last name\n;Nobody,${lastName}\n`,
    { "Content-Type": "text/csv" },
  );
  await post(`imports/${importId}/check`);
  await page.goto("/sign-in");
  await page.waitForFunction(async (path) => {
    const { check } = await (await fetch(path)).json();
    return check.state !== "QUEUED" && check.state !== "RUNNING";
  }, `${place}/imports/${importId}`);
  await post(`imports/${importId}/run`);
  const { id: invitationId } = await post("invitations", {
    address: `${lastName.toLowerCase()}@far.example`,
  });
  const { id: directoryId } = await post("directories", {
    name: lastName,
    kind: "OPENLDAP",
    server: "ldap.example.org",
    base: "dc=example,dc=org",
  });
  const mail = await inbox(page);
  const userId = user.id;
  return {
    organizationId,
    userId,
    roleId,
    mailboxId,
    mailboxGroupId,
    mailGroupId,
    jobId,
    importId,
    invitationId,
    directoryId,
    ...mail,
  };
}

/**
 * The inbox of whoever is signed in. This server runs without mail, so nothing is in it; what a message looks
 * like is seen in webmail.spec.mjs.
 *
 * @param {Page} page
 */
async function inbox(page) {
  const read = async (/** @type {string} */ path) =>
    (await (await call(page, "GET", `/api/v1/me/mail/mailboxes${path}`)).json()).items[0].id;
  return { folderId: await read(`/${await read("")}/folders`), uid: "1" };
}

/**
 * Opens each page and looks at it in light and dark. All faults are told together.
 *
 * @param {Page} page
 * @param {readonly string[]} addresses
 * @param {{ narrow?: boolean }} [also] whether each is to fit a narrow window
 */
async function visit(page, addresses, { narrow = false } = {}) {
  /** @type {string[]} */
  const faults = [];
  for (const address of addresses) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForFunction((busy) => document.querySelector(busy) === null, BUSY);
    for (const refusal of await page.locator(FAILED).allTextContents()) {
      faults.push(`${address}: ${refusal}`);
    }
    await axe(page).catch((error) => faults.push(error.message));
    if (narrow) {
      await page.setViewportSize({ width: 400, height: 800 });
      const wider = await overflow(page);
      if (wider > 0) {
        faults.push(`${address}: ${wider} pixels wider than a window of 400`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  }
  assert.deepEqual(faults, []);
}

journey(
  "every page for those who are not signed in is whole in light and dark and fits a narrow window",
  async (page) => {
    const open = (await routes()).filter(({ needs }) => needs === "nothing");
    await visit(
      page,
      open.map(({ path }) => `${path}?token=of-nobody`),
      { narrow: true },
    );
  },
);

journey(
  "every page for administrators is whole in light and dark",
  async (page) => {
    const made = await makeOneOfEach(page);
    const closed = (await routes()).filter(({ needs }) => needs !== "nothing");
    const user = fill("/organizations/:organizationId/users/:userId", made);
    const tabs = ["account", "rights", "mailbox", "changes"].map((tab) => `${user}?tab=${tab}`);
    await visit(page, [...closed.map(({ path }) => fill(path, made)), ...tabs]);
  },
  { minutes: 20 },
);

journey("a page that is not there, or not for its reader, says so", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const lastName = `Reader${Date.now()}`;
  const reader = { firstName: "Rhea", lastName, password: PASSWORD };
  const { address } = await makeUser(page, organizationId, reader);
  await signInAs(page, address, PASSWORD);
  for (const [path, title] of [
    ["/no/such/page", "Not found"],
    [`/organizations/${organizationId}/users`, "You may not see this page"],
    ["/account", "My account"],
  ]) {
    await page.goto(String(path));
    await page.getByRole("heading", { name: String(title), level: 1 }).waitFor();
    await axe(page);
  }
});

journey("the drawer of notices and an entry of the audit log are whole", async (page) => {
  const { organizationId } = await asAdministrator(page);
  await page.goto(`/organizations/${organizationId}/audit`);
  await page.getByRole("grid", { name: "Audit log" }).getByRole("button").first().click();
  await page.getByRole("dialog").waitFor();
  await axe(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Notices/ }).click();
  await page.getByRole("heading", { name: "Notices" }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Choose notices" }).click();
  await page.getByRole("dialog", { name: "Choose notices" }).waitFor();
  await axe(page);
});
