import assert from "node:assert/strict";
import {
  asAdministrator,
  axe,
  call,
  journey,
  makeUser,
  overflow,
  screenshot,
  signInAs,
} from "./journey.mjs";

const PASSWORD = "seven lanterns above the weir";

journey("somebody who leaves hands mail to a successor, and it is taken back", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const lastName = `Leaver${Date.now()}`;
  const [dora, sue] = await Promise.all(
    ["Dora", "Sue"].map((firstName) =>
      makeUser(page, organizationId, { firstName, lastName, password: PASSWORD }),
    ),
  );
  assert.ok(dora && sue);
  const account = `/organizations/${organizationId}/users/${dora.id}`;
  await page.goto(account);
  await page.getByRole("button", { name: `Actions for ${dora.name}` }).click();
  await page.getByRole("menuitem", { name: "Offboard" }).click();
  await page.getByRole("heading", { level: 1, name: `Offboard ${dora.name}` }).waitFor();
  await page.getByLabel("Delete at").fill("2027-11-30T18:00");
  await axe(page);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("radio", { name: /goes on to the successor/ }).check();
  await page.getByRole("textbox", { name: /Search/ }).fill(`sue ${lastName}`);
  await page.getByRole("checkbox", { name: new RegExp(`Sue ${lastName}`) }).check();
  await page.getByRole("checkbox", { name: /full access to the mailbox/ }).check();
  await axe(page);
  await screenshot(page, "offboarding-mail");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("checkbox", { name: "Revoke API tokens" }).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText(`Forward mail to ${sue.name} and keep a copy`).waitFor();
  await axe(page);
  await screenshot(page, "offboarding-preview");
  await page.getByRole("button", { name: "Offboard", exact: true }).click();
  await page.getByRole("heading", { level: 2, name: "Offboarding" }).waitFor();
  await page.getByRole("row", { name: /Disable the account.*Done/ }).waitFor();
  await page.getByRole("row", { name: /Delete the user.*Planned/ }).waitFor();
  await axe(page);
  await screenshot(page, "offboarding");
  await page.setViewportSize({ width: 400, height: 800 });
  await page.waitForFunction(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth === clientWidth;
  });
  assert.equal(await overflow(page), 0);
  await screenshot(page, "offboarding-narrow");
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.goto("/mail");
  await page.getByRole("link", { name: "Write" }).click();
  const to = page.getByRole("combobox", { name: "To" });
  await to.fill(dora.address);
  await to.press("Enter");
  await page.getByRole("textbox", { name: "Subject" }).fill(`Keys of ${lastName}`);
  await page.getByRole("textbox", { name: "Message" }).fill("Where are they?");
  await page.getByRole("textbox", { name: "Message" }).press("Control+Enter");
  await page.getByText("Message sent").waitFor();

  await signInAs(page, sue.address, PASSWORD);
  await page.goto("/mail");
  await page
    .getByRole("region", { name: "List of messages" })
    .getByRole("link", { name: new RegExp(`Keys of ${lastName}`) })
    .waitFor({ timeout: 30_000 });

  await page.context().clearCookies();
  const refused = await call(page, "POST", "/api/v1/sign-in", {
    name: dora.address,
    password: PASSWORD,
  });
  assert.equal(refused.status(), 401);
  await asAdministrator(page);
  await page.goto(`${account}?tab=account`);
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await page.getByRole("row", { name: /Disable the account.*Taken back/ }).waitFor();
  await page.getByRole("row", { name: /Delete the user.*Cancelled/ }).waitFor();
  await signInAs(page, dora.address, PASSWORD);
});
