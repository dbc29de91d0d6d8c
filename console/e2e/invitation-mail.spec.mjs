import assert from "node:assert/strict";
import { letter } from "./imap.mjs";
import { administrator, asAdministrator, axe, call, journey, screenshot } from "./journey.mjs";
import { publishText, ZONE } from "./name-server.mjs";

const PASSWORD = "six herring gulls on the mole";

/**
 * Proves the zone for an organization; only then its users accept by addresses in it.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} organizationId
 */
async function proveZone(page, organizationId) {
  const domains = `/api/v1/organizations/${organizationId}/domains`;
  const added = await call(page, "POST", domains, { name: ZONE });
  assert.ok(added.ok(), await added.text());
  const path = `${domains}/${(await added.json()).id}`;
  const { proof } = await (await page.request.get(path)).json();
  await publishText(proof.host, proof.value);
  const verified = await call(page, "POST", `${path}/actions/verify`, {});
  assert.ok(verified.ok(), await verified.text());
  const activated = await call(page, "POST", `${path}/actions/activate`, {});
  assert.ok(activated.ok(), await activated.text());
}

journey(
  "an invitation is read by IMAP from a mailbox here, and its link leads to accepting it",
  async (page) => {
    await asAdministrator(page);
    const lastName = `Invited${Date.now()}`;
    const home = await call(page, "POST", "/api/v1/organizations", { name: `Home of ${lastName}` });
    assert.ok(home.ok(), await home.text());
    const homeId = (await home.json()).id;
    await proveZone(page, homeId);
    const address = `irma.${lastName.toLowerCase()}@${ZONE}`;
    const irma = { address, name: `Irma ${lastName}`, password: PASSWORD };
    const user = await call(page, "POST", `/api/v1/organizations/${homeId}/users`, {
      address,
      profile: { firstName: "Irma", lastName },
      enabled: true,
      mustChangePassword: false,
      password: PASSWORD,
    });
    assert.ok(user.ok(), await user.text());
    const name = `Host of ${lastName}`;
    const made = await call(page, "POST", "/api/v1/organizations", { name });
    assert.ok(made.ok(), await made.text());
    const host = (await made.json()).id;

    await page.goto(`/organizations/${host}/users`);
    await page.getByRole("link", { name: "Invite user" }).click();
    await page.getByRole("textbox", { name: "E-mail address" }).fill(irma.address);
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByRole("link", { name: irma.address }).waitFor();

    const [, link] = await letter(irma, /(https?:\/\/\S+\/account\/invitations\?token=[\w-]{43})/);
    assert.ok(link);
    // The server takes a free port when it starts; its mails name the one that was configured.
    const { pathname, search } = new URL(link);
    await page.context().clearCookies();
    await page.goto(`${pathname}${search}`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByRole("textbox", { name: "E-mail address or logon name" }).fill(irma.address);
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: /^Accept/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
    await page.getByRole("button", { name: /^Leave/ }).waitFor();
    await axe(page);
    await screenshot(page, "invitation-accepted-by-mail");

    // Who invited her reads of it in the mailbox of the first administrator.
    await letter(administrator, new RegExp(`${irma.name} accepted the invitation`));
  },
);
