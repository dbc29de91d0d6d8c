import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import MailSigningPage from "./MailSigningPage";
import type { SigningKey } from "./mail-signing";

const KEYS = "/api/v1/mail-signing";

/** The server as a test plays it. */
let keys: SigningKey[];

beforeEach(() => {
  keys = [];
  server.use(
    http.get(KEYS, () => HttpResponse.json({ items: keys })),
    http.post(KEYS, async ({ request }) => {
      const { domain } = (await request.json()) as { domain: string };
      if (!domain.includes(".")) {
        return HttpResponse.json(
          {
            type: "urn:problem:validation",
            title: "Some fields are not right",
            status: 422,
            detail: "See errors.",
            errors: [
              { field: "domain", code: "format", message: "Give a domain such as a.example." },
            ],
          },
          { status: 422, headers: { "Content-Type": "application/problem+json" } },
        );
      }
      keys = [key(domain, false, null)];
      return HttpResponse.json(keys[0], { status: 201 });
    }),
    http.post(`${KEYS}/acme.example/actions/check`, () => {
      const finding = keys[0]?.finding == null ? "MISSING" : "FOUND";
      keys = [key("acme.example", finding === "FOUND", finding)];
      return HttpResponse.json(keys[0]);
    }),
    http.delete(`${KEYS}/acme.example`, () => {
      keys = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

function key(domain: string, signing: boolean, finding: SigningKey["finding"]): SigningKey {
  return {
    id: domain,
    domain,
    selector: "muster-1",
    signing,
    recordName: `muster-1._domainkey.${domain}`,
    recordValue: "v=DKIM1; k=rsa; p=MIIB",
    finding,
    checkedAt: finding === null ? null : "2026-11-22T06:00:00Z",
    createdAt: "2026-11-22T05:00:00Z",
  };
}

async function open() {
  return renderPage(<MailSigningPage />, { messages: "mailboxes" });
}

test("a key is made, its record shown, and signs once the record is found", async () => {
  const { user } = await open();
  expect(await screen.findByText("Mail is not signed yet")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Make a key" }));
  const form = within(await screen.findByRole("dialog", { name: "Make a key" }));
  await user.type(form.getByRole("textbox", { name: /^Domain/ }), "acme.example");
  await user.click(form.getByRole("button", { name: "Make a key" }));

  const record = within(await screen.findByRole("dialog", { name: /^Record for acme.example/ }));
  expect(record.getByDisplayValue("muster-1._domainkey.acme.example")).toBeVisible();
  expect(record.getByText("v=DKIM1; k=rsa; p=MIIB")).toBeVisible();
  await user.click(record.getByRole("button", { name: "Look now" }));
  expect(await record.findByText(/^The record is not there/)).toBeVisible();
  await user.click(record.getByRole("button", { name: "Look now" }));
  expect(await record.findByText(/^The record is there/)).toBeVisible();
  await user.click(within(screen.getByRole("contentinfo")).getByRole("button", { name: "Close" }));
  expect(await screen.findByText("Signs mail")).toBeVisible();
});

test("what is no domain is said at the field", async () => {
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "Make a key" }));
  const form = within(await screen.findByRole("dialog", { name: "Make a key" }));
  await user.type(form.getByRole("textbox", { name: /^Domain/ }), "acme");
  await user.click(form.getByRole("button", { name: "Make a key" }));
  expect(await form.findByText("Give a domain such as a.example.")).toBeVisible();
});

test("a key is removed after it was said what follows", async () => {
  keys = [key("acme.example", true, "FOUND")];
  const { user } = await open();
  await user.click(
    await screen.findByRole("button", { name: "Actions for acme.example, muster-1" }),
  );
  await user.click(await screen.findByRole("menuitem", { name: "Remove the key" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/leaves unsigned from now on/)).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Remove the key" }));
  expect(await screen.findByText("Mail is not signed yet")).toBeVisible();
});
