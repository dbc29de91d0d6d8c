import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";

journey(
  "an administrator looks at everything as a user sees it, in a tab of its own",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const lastName = `Mirror${Date.now()}`;
    const user = await makeUser(page, organizationId, { firstName: "Mia", lastName });
    await page.goto(`/organizations/${organizationId}/users/${user.id}`);
    await page.getByRole("button", { name: `Actions for Mia ${lastName}` }).click();
    await page.getByRole("menuitem", { name: "Impersonate" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Impersonate" }).click();
    await dialog.getByText("Say why.").waitFor();
    await axe(page);
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Ticket 4711");
    await screenshot(page, "impersonate");
    const [tab] = await Promise.all([
      page.waitForEvent("popup"),
      dialog.getByRole("button", { name: "Impersonate" }).click(),
    ]);

    await tab.getByText(`You are in the account of Mia ${lastName}.`).waitFor();
    await tab.getByText("Ticket 4711").waitFor();
    await tab.getByRole("button", { name: `Mia ${lastName}, account and settings` }).click();
    assert.equal(await tab.getByRole("menuitem", { name: "Sign out" }).count(), 0);
    await tab.getByRole("menuitem", { name: "My account" }).click();
    await tab.getByRole("heading", { level: 1 }).waitFor();
    assert.match(new URL(tab.url()).pathname, /^\/as\/[\da-f-]{36}\/./);
    await tab.getByText(`Mia ${lastName}`).first().waitFor();
    await axe(tab);
    await screenshot(tab, "impersonated");
    await tab.setViewportSize({ width: 400, height: 800 });
    const reason = tab.getByText("Ticket 4711");
    // The window takes a moment to narrow.
    await tab.waitForFunction(() => innerWidth === 400);
    assert.ok(await reason.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
    const { x, width } = (await reason.boundingBox()) ?? { x: 0, width: Number.POSITIVE_INFINITY };
    assert.ok(x >= 0 && x + width <= 400, "the reason is cut");
    await screenshot(tab, "impersonated-narrow");
    await tab.setViewportSize({ width: 1280, height: 800 });
    await tab.reload();
    await tab.getByText(`You are in the account of Mia ${lastName}.`).waitFor();

    // The other tab is still the administrator's.
    await page.reload();
    await page.getByRole("button", { name: `Actions for Mia ${lastName}` }).waitFor();
    assert.equal(await page.getByText("You are in the account of").count(), 0);

    await tab.getByRole("button", { name: "End" }).click();
    await tab.getByRole("heading", { name: "This impersonation is over" }).waitFor();
    await axe(tab);
    const log = await call(
      page,
      "GET",
      `/api/v1/organizations/${organizationId}/audit?subjectId=${user.id}&area=access`,
    );
    const actions = (await log.json()).items.map(
      (/** @type {{ action: string }} */ one) => one.action,
    );
    assert.deepEqual(actions, ["access.impersonation-ended", "access.impersonation-started"]);

    await page.goto(`/organizations/${organizationId}/audit?area=access&q=${lastName}`);
    await page.getByText(`as Mia ${lastName}`).first().waitFor();
  },
);
