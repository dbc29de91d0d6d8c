import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { asAdministrator, axe, call, journey, screenshot } from "./journey.mjs";
import { startSink } from "./smtp-sink.mjs";
import { workbook } from "./xlsx.mjs";

const HEADERS = ["First Name", "Last Name", "Email", "Create personal mailbox"];
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

journey(
  "a workbook with errors is mended and makes users, and a report on them comes by mail",
  async (page) => {
    const { organizationId } = await asAdministrator(page);
    const sink = await startSink();
    const last = `Ledger${Date.now().toString(36)}`;
    const address = (/** @type {string} */ first) => `${first}.${last}@acme.example`.toLowerCase();
    const file = (/** @type {readonly (readonly string[])[]} */ ...rows) => ({
      name: "people.xlsx",
      mimeType: XLSX,
      buffer: workbook({ Users: [HEADERS, ...rows] }),
    });
    try {
      const relay = {
        host: "127.0.0.1",
        port: sink.port,
        security: "NONE",
        account: "",
        senderAddress: "muster@acme.example",
        senderName: "Muster",
      };
      const set = await call(page, "PUT", "/api/v1/relay", relay, { "If-Match": '"0"' });
      assert.ok(set.ok(), await set.text());

      await page.goto(`/organizations/${organizationId}/users`);
      await page.getByRole("link", { name: "Create users" }).click();
      const example = page.getByRole("link", { name: "Download example" });
      const [download] = await Promise.all([page.waitForEvent("download"), example.click()]);
      const offered = await readFile(await download.path());
      assert.equal(offered.subarray(0, 2).toString(), "PK");

      const input = page.locator("input[type=file]");
      await input.setInputFiles(file(["Lea", last, address("lea"), "Y"], ["", last, "nobody", ""]));
      await page.getByText("2 errors: nobody is created").waitFor();
      for (const cell of ["A3", "C3"]) {
        await page.getByRole("gridcell", { name: cell, exact: true }).waitFor();
      }
      const create = page.getByRole("button", { name: "Create", exact: true });
      assert.ok(await create.isDisabled());
      await axe(page);
      await screenshot(page, "workbook-errors");

      await input.setInputFiles(
        file(["Lea", last, address("lea"), "Y"], ["Leo", last, address("leo"), "N"]),
      );
      await page.getByText("Nothing is wrong: 2 users will be created.").waitFor();
      await create.click();
      await page.getByRole("link", { name: "Progress and outcomes" }).click();
      await page.getByText("Completed").first().waitFor();

      await page.goto(`/organizations/${organizationId}/users?search=${last}`);
      await page.getByText("2 in all").waitFor();
      await page.getByRole("button", { name: "Selection", exact: true }).click();
      await page.getByRole("menuitem", { name: /^Select page/ }).click();
      await page.getByRole("button", { name: "Actions for the selection" }).click();
      await page.getByRole("menuitem", { name: "Generate report", exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Generate report" }).click();
      await page.getByRole("link", { name: "To the reports" }).waitFor();

      await page.goto(await reportLink());
      const csv = page.getByRole("link", { name: /^Download the report of .* as csv$/ }).first();
      const [report] = await Promise.all([page.waitForEvent("download"), csv.click()]);
      const rows = await readFile(await report.path(), "utf8");
      assert.equal(rows.trim().split("\r\n").length, 3, rows);
      assert.ok(rows.includes(`"${address("leo")}"`), rows);
      await axe(page);
      await screenshot(page, "reports");
    } finally {
      const etag = (await page.request.get("/api/v1/relay")).headers().etag ?? '"0"';
      await call(page, "DELETE", "/api/v1/relay", undefined, { "If-Match": etag });
      await sink.stop();
    }

    /** The link in the mail, once it came. */
    async function reportLink() {
      for (;;) {
        const text = sink.letters
          .map((letter) => letter.replaceAll("=\n", "").replaceAll("=3D", "="))
          .join("\n");
        const link = /\/organizations\/[0-9a-f-]+\/reports\?report=[0-9a-f-]{36}/.exec(text)?.[0];
        if (link !== undefined) {
          return link;
        }
        await page.reload();
      }
    }
  },
);
