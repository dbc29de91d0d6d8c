import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, makeUser, screenshot } from "./journey.mjs";

journey(
  "a shared mailbox is created, opened to a user, archived and deleted",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const lastName = `Boxer${Date.now()}`;
    const user = await makeUser(page, organizationId, { firstName: "Petra", lastName });
    const name = `Office of ${lastName}`;
    const address = `office.${lastName.toLowerCase()}@example.org`;
    await page.goto(`/organizations/${organizationId}/mailboxes`);
    await page.getByRole("button", { name: "Create shared mailbox" }).click();
    const created = page.getByRole("dialog");
    await created.getByRole("textbox", { name: "Name" }).fill(name);
    await created.getByRole("button", { name: "Create shared mailbox" }).click();
    await created.getByText("Give the mailbox an address.").waitFor();
    await axe(page);
    await created.getByRole("textbox", { name: "E-mail address" }).fill(address);
    await created.getByRole("button", { name: "Create shared mailbox" }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByText("Nobody was given access.").waitFor();

    await page.getByRole("button", { name: "Give a user access" }).click();
    const choice = page.getByRole("dialog");
    await choice.getByRole("textbox", { name: "Find a user" }).fill(lastName);
    await choice.getByRole("radio", { name: new RegExp(lastName) }).check();
    await axe(page);
    await choice.getByRole("button", { name: "Next" }).click();
    const access = page.getByRole("dialog");
    await access.getByRole("checkbox", { name: "Editor" }).check();
    await axe(page);
    await screenshot(page, "mailbox-access");
    await access.getByRole("button", { name: "Save access" }).click();
    await page
      .getByRole("row")
      .filter({ hasText: lastName })
      .filter({ hasText: "Editor" })
      .waitFor();
    await axe(page);
    await screenshot(page, "mailbox");
    await page.setViewportSize({ width: 400, height: 800 });
    // The masthead takes a moment to fold.
    await page.waitForFunction(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth === clientWidth;
    });
    await page.setViewportSize({ width: 1280, height: 800 });

    await page.goto(`/organizations/${organizationId}/users/${user.id}?tab=mailbox`);
    await page.getByRole("row").filter({ hasText: name }).filter({ hasText: "Editor" }).waitFor();
    await screenshot(page, "mailboxes-of-a-user");

    await page.goto(`/organizations/${organizationId}/mailboxes?search=petra ${lastName}`);
    await page.getByRole("link", { name: new RegExp(`^Petra ${lastName}`) }).waitFor();
    await screenshot(page, "mailboxes");
    await page.goto(`/organizations/${organizationId}/mailboxes?search=${address}`);
    await page.getByRole("link", { name }).click();
    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
    await page.getByRole("button", { name: "Take back into use" }).waitFor();

    await page.getByRole("button", { name: "Delete for good" }).click();
    const gone = page.getByRole("dialog");
    const confirm = gone.getByRole("button", { name: "Delete for good" });
    assert.ok(await confirm.isDisabled());
    await gone.getByRole("textbox").last().fill(name);
    await axe(page);
    await screenshot(page, "mailbox-delete");
    await confirm.click();
    await page.getByText(`Mailbox ${name} deleted`).waitFor();
    const left = await call(
      page,
      "GET",
      `/api/v1/organizations/${organizationId}/mailboxes?search=${encodeURIComponent(address)}`,
    );
    assert.deepEqual((await left.json()).items, []);
  },
  { minutes: 6 },
);

journey(
  "aliases, forwarding and services of a user are set on his page",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const lastName = `Post${Date.now()}`;
    const name = lastName.toLowerCase();
    const user = await makeUser(page, organizationId, { firstName: "Alia", lastName });
    const deputy = await makeUser(page, organizationId, { firstName: "Deputy", lastName });
    await page.goto(`/organizations/${organizationId}/users/${user.id}?tab=mailbox`);

    await page.getByRole("button", { name: "Add alias" }).click();
    const adding = page.getByRole("dialog");
    await adding.getByRole("textbox", { name: "E-mail address" }).fill("no address");
    await adding.getByRole("button", { name: "Add alias" }).click();
    await adding.getByText("This is no e-mail address.").waitFor();
    await axe(page);
    await adding.getByRole("textbox", { name: "E-mail address" }).fill(`alias.${name}@example.org`);
    await adding.getByRole("button", { name: "Add alias" }).click();
    await page.getByRole("button", { name: `Remove alias.${name}@example.org` }).waitFor();

    await page.getByRole("button", { name: "Change forwarding" }).click();
    const forwarding = page.getByRole("dialog");
    await forwarding.getByRole("textbox", { name: "To" }).fill("nobody@acme.example");
    await axe(page);
    await screenshot(page, "forwarding");
    await forwarding.getByRole("button", { name: "Save forwarding" }).click();
    await forwarding.getByText("nobody@acme.example: Nobody has that address here.").waitFor();
    await forwarding.getByRole("textbox", { name: "To" }).fill(deputy.address);
    await forwarding.getByRole("button", { name: "Save forwarding" }).click();
    await forwarding.waitFor({ state: "detached" });

    await page.getByText("Mail programs read mail (IMAP)").click();
    await page.getByText("Services saved").first().waitFor();
    await axe(page);
    await screenshot(page, "mail-settings-of-a-user");
    await page.setViewportSize({ width: 400, height: 1600 });
    await page.waitForFunction(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth === clientWidth;
    });
    await screenshot(page, "mail-settings-of-a-user-narrow");
    await page.setViewportSize({ width: 1280, height: 800 });

    await page.getByRole("button", { name: `Remove alias.${name}@example.org` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("No aliases.").waitFor();
  },
  { minutes: 6 },
);
