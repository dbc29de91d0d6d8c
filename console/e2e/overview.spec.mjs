import assert from "node:assert/strict";
import { asAdministrator, axe, call, journey, makeUser, overflow, screenshot } from "./journey.mjs";

journey("the overview counts, and each count leads to what it counts", async (page) => {
  const { organizationId } = await asAdministrator(page);
  const place = `/api/v1/organizations/${organizationId}`;
  const { id } = await makeUser(page, organizationId, { firstName: "Olga", lastName: "Counted" });
  const disabled = await call(page, "POST", `${place}/users/actions/disable`, {
    selection: { ids: [id] },
  });
  assert.equal(disabled.status(), 202, await disabled.text());
  const uploaded = await call(
    page,
    "POST",
    `${place}/imports?fileName=overview.csv`,
    "E-mail;First name;Last name\nown.overview@acme.example;Own;Overview\n",
    { "Content-Type": "text/csv" },
  );
  assert.equal(uploaded.status(), 201, await uploaded.text());

  await page.goto("/");
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await page.getByRole("link", { name: /^Active [\d,]+$/ }).waitFor();
  await page.getByText("1 row, not checked yet").first().waitFor();
  await page.getByText(/sign-ins? in the last 30 days$/).waitFor();
  await page.getByText(/midnight in/).waitFor();
  await axe(page);
  await screenshot(page, "overview");

  await page.getByRole("link", { name: /^Disabled [\d,]+$/ }).click();
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
  await page.getByText("olga.counted@acme.example").first().waitFor();

  await page.goBack();
  await page.getByRole("button", { name: "Sign-ins by day, as a table" }).click();
  await axe(page);
  await page
    .getByRole("grid", { name: "Sign-ins" })
    .or(page.getByRole("table", { name: "Sign-ins" }))
    .getByRole("link")
    .first()
    .click();
  await page.getByRole("heading", { name: "Audit log", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Signed in" }).first().waitFor();

  await page.goBack();
  await page.getByRole("link", { name: "overview.csv" }).click();
  await page.getByRole("grid", { name: "Columns" }).waitFor();
});

journey("the overview of an organization with nobody in it says where to begin", async (page) => {
  await asAdministrator(page);
  const name = `Empty ${Date.now()}`;
  const made = await call(page, "POST", "/api/v1/organizations", { name });
  assert.ok(made.ok(), await made.text());
  const { id } = await made.json();
  await page.goto(`/organizations/${id}/overview`);
  await page.getByRole("heading", { name: "Begin with your people" }).waitFor();
  await page.getByText("No job is running.").waitFor();
  await page.getByText("0 sign-ins in the last 30 days").waitFor();
  await axe(page);
  await screenshot(page, "overview-empty");
  await page.getByRole("link", { name: "Import users" }).first().click();
  await page.waitForURL(/\/imports\/new$/);
});

journey(
  "the overview fits a narrow window",
  async (page) => {
    await asAdministrator(page);
    await page.goto("/");
    await page.getByRole("link", { name: /^Active/ }).waitFor();
    await page.getByText(/midnight in/).waitFor();
    assert.equal(await overflow(page), 0);
    await axe(page);
    await screenshot(page, "overview-narrow");
  },
  { width: 400 },
);
