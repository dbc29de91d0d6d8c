import assert from "node:assert/strict";
import {
  administrator,
  asAdministrator,
  axe,
  call,
  journey,
  overflow,
  screenshot,
} from "./journey.mjs";
import { publishText, ZONE } from "./name-server.mjs";

/**
 * @param {import("playwright-core").Page} page
 * @param {string} act
 */
async function choose(page, act) {
  await page.getByRole("button", { name: `Actions for ${ZONE}` }).click();
  await page.getByRole("menuitem", { name: act, exact: true }).click();
}

journey(
  "a domain is added, proved by a record in the name service, taken into use and deleted",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    await page.goto(`/organizations/${organizationId}/domains`);
    await page.getByRole("heading", { name: "No domains yet" }).waitFor();
    await axe(page);

    await page.getByRole("button", { name: "Add domain" }).click();
    const add = page.getByRole("dialog", { name: "Add domain" });
    await add.getByRole("textbox", { name: "Domain" }).fill("gmail.com");
    await add.getByRole("button", { name: "Add domain" }).click();
    await add.getByText("Anybody gets an address in this domain").waitFor();
    await axe(page);
    await add.getByRole("textbox", { name: "Domain" }).fill(ZONE.toUpperCase());
    await add.getByRole("button", { name: "Add domain" }).click();

    const verify = page.getByRole("dialog", { name: `Verify ${ZONE}` });
    const host = await verify.getByRole("textbox", { name: "Host name" }).inputValue();
    const value = await verify.getByRole("textbox", { name: "Value" }).inputValue();
    assert.equal(host, `_muster-verify.${ZONE}`);
    await axe(page);
    await screenshot(page, "domain-record");
    await publishText(host, value);
    await verify.getByRole("button", { name: "Verify now" }).click();
    const proved = page.getByRole("dialog", { name: `Record of ${ZONE}` });
    await proved.getByText("The record is there").waitFor();
    await proved.getByRole("button", { name: "Look again" }).click();
    await proved.getByText("once a minute").waitFor();
    await axe(page);
    await page.keyboard.press("Escape");

    await choose(page, "Activate");
    await page.getByRole("dialog").getByRole("button", { name: "Activate" }).click();
    await page.getByRole("row", { name: ZONE }).getByText("Active", { exact: true }).waitFor();
    await axe(page);
    await choose(page, "Catch-all");
    const caught = page.getByRole("dialog", { name: `Mail for unknown addresses of ${ZONE}` });
    await caught.getByRole("textbox", { name: "Goes to" }).fill(`nobody@${ZONE}`);
    await caught.getByRole("button", { name: "Save" }).click();
    await caught.getByText("No user, mailbox or group of this organization").waitFor();
    await axe(page);
    await screenshot(page, "domain-catch-all");
    await caught.getByRole("textbox", { name: "Goes to" }).fill(administrator.address);
    await caught.getByRole("button", { name: "Save" }).click();
    await page.getByText(`Catch-all: ${administrator.address}`).waitFor();
    await axe(page);
    await screenshot(page, "domains");
    await page.setViewportSize({ width: 400, height: 900 });
    await page.reload();
    await page.getByText("Active", { exact: true }).waitFor();
    assert.equal(await overflow(page), 0);
    await screenshot(page, "domains-narrow");
    await page.setViewportSize({ width: 1280, height: 900 });

    // A new user's address lies in it, and what he may do is the next thing to say.
    await page.goto(`/organizations/${organizationId}/users/new`);
    await page.getByRole("treeitem", { name: /Default/ }).waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("textbox", { name: "E-mail address" }).fill("cora");
    const domain = page.getByRole("combobox", { name: "Domain of the address" });
    assert.equal(await domain.inputValue(), ZONE);
    await page.getByRole("checkbox", { name: "Create personal mailbox" }).uncheck();
    await page.getByRole("textbox", { name: "Last name" }).fill("Corporate");
    await axe(page);
    await screenshot(page, "new-corporate-user");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("textbox", { name: "Send the link to another address" }).waitFor();
    await axe(page);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText(`a mail goes to cora@${ZONE}`).waitFor();
    await page.getByRole("main").getByRole("button", { name: "Create user" }).last().click();
    await page.getByRole("tab", { name: "Roles and permissions", selected: true }).waitFor();
    await page.getByRole("tab", { name: "Mailbox", exact: true }).click();
    await page.getByRole("button", { name: "Create mailbox" }).waitFor();
    // Where a corporate user is left, nobody else gets an address in a domain that is gone.
    const cora = new URL(page.url()).pathname;
    await call(page, "POST", `/api/v1${cora}/actions/delete`);
    const confirmation = `cora@${ZONE}`;
    const purged = await call(page, "POST", `/api/v1${cora}/actions/purge`, { confirmation });
    assert.ok(purged.ok(), await purged.text());
    await page.goto(`/organizations/${organizationId}/domains`);

    await choose(page, "Delete");
    const end = page.getByRole("dialog", { name: `Delete ${ZONE}?` });
    await end.getByRole("textbox").fill(ZONE);
    await end.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "No domains yet" }).waitFor();
  },
);
