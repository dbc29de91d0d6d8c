import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import MailTemplatesPage from "./MailTemplatesPage";
import type { MailTemplate } from "./mail-templates";
import { mailTemplatesRoute } from "./routes";

const TEMPLATES = "/api/v1/organizations/acme/mail-templates";

/** The server as a test plays it. */
let templates: MailTemplate[];

beforeEach(() => {
  templates = [
    {
      id: "move",
      name: "Move",
      subject: "We move",
      text: "Dear {{displayName}}",
      version: 3,
      changedByName: "Ann Fisher",
      changedAt: "2026-11-22T06:00:00Z",
    },
  ];
  server.use(
    http.get(TEMPLATES, () =>
      HttpResponse.json({ templates, placeholders: ["displayName", "address"], most: 100 }),
    ),
    http.post(`${TEMPLATES}/preview`, async ({ request }) => {
      const { subject, text } = (await request.json()) as { subject: string; text: string };
      return text.includes("nmae")
        ? unknownPlaceholder()
        : HttpResponse.json({ subject, text: "Dear Ann Fisher" });
    }),
    http.put(`${TEMPLATES}/move`, async ({ request }) => {
      expect(request.headers.get("If-Match")).toBe('"3"');
      const body = (await request.json()) as Partial<MailTemplate>;
      templates = templates.map((one) => ({ ...one, ...body, version: 4 }));
      return HttpResponse.json(templates[0]);
    }),
    http.post(TEMPLATES, unknownPlaceholder),
  );
});

function unknownPlaceholder() {
  return HttpResponse.json(
    {
      type: "urn:problem:kernel:invalid",
      title: "Invalid",
      status: 422,
      errors: [
        { field: "text", code: "unknown-placeholder", message: "{{nmae}} is no placeholder." },
      ],
    },
    { status: 422, headers: { "Content-Type": "application/problem+json" } },
  );
}

async function openPage() {
  return renderPage(<MailTemplatesPage />, {
    path: mailTemplatesRoute.path,
    at: mailTemplatesRoute.to({ organizationId: "acme" }),
    messages: "notifications",
    permissions: ["users:mail"],
  });
}

test("a mail is changed after a look at how it would be read", async () => {
  const { user } = await openPage();
  await user.click(await screen.findByRole("button", { name: "Actions for Move" }));
  await user.click(screen.getByRole("menuitem", { name: "Edit" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog).toHaveTextContent("{{displayName}}, {{address}}");
  await user.click(within(dialog).getByRole("button", { name: "Preview" }));
  await within(dialog).findByText("Dear Ann Fisher");
  const subject = within(dialog).getByLabelText(/^Subject/);
  await user.clear(subject);
  await user.type(subject, "We move soon");
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await screen.findByRole("cell", { name: "We move soon" });
});

test("a placeholder that there is not is told at its field", async () => {
  const { user } = await openPage();
  await user.click(await screen.findByRole("button", { name: "Write a mail" }));
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByLabelText(/^Name/), "Party");
  await user.type(within(dialog).getByLabelText(/^Subject/), "Party");
  const text = within(dialog).getByLabelText(/^Text/);
  for (const name of ["Preview", "Save"]) {
    await user.clear(text);
    await user.type(text, "Dear {{{{nmae}}");
    expect(text).toBeValid();
    await user.click(within(dialog).getByRole("button", { name }));
    await within(dialog).findByText("{{nmae}} is no placeholder.");
    expect(text).toBeInvalid();
  }
});
