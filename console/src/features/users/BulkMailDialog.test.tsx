import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { BulkMailDialog } from "./BulkMailDialog";

const ACME = "/api/v1/organizations/acme";
const PARTY = { id: "party", name: "Party", subject: "A party", text: "Come" };
const MOVE = { id: "move", name: "Move", subject: "We move", text: "Soon" };

async function opens(count: number, templates: readonly object[]) {
  const sent: unknown[] = [];
  server.use(
    http.post(`${ACME}/users/actions/preview`, () =>
      HttpResponse.json({ count, samples: ["ann@acme.example"] }),
    ),
    http.get(`${ACME}/mail-templates`, () =>
      HttpResponse.json({ templates, placeholders: [], most: 100 }),
    ),
    http.post(`${ACME}/mail-templates/preview`, async ({ request }) =>
      HttpResponse.json(await request.json()),
    ),
    http.post(`${ACME}/users/actions/mail`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "job" }, { status: 202 });
    }),
  );
  const { user } = await renderPage(
    <BulkMailDialog
      organizationId="acme"
      selection={{ filter: {} }}
      onClose={() => {}}
      onDone={() => {}}
    />,
    { messages: "users" },
  );
  return { user, sent };
}

test("the mail is chosen, looked at and sent to all that are meant", async () => {
  const { user, sent } = await opens(2, [MOVE, PARTY]);
  await screen.findByText(/As you would read it: We move/);
  await user.selectOptions(screen.getByRole("combobox", { name: "Mail" }), "Party");
  await screen.findByText(/As you would read it: A party/);
  await user.click(screen.getByRole("button", { name: "Send a mail" }));
  await expect.poll(() => sent).toEqual([{ selection: { filter: {} }, templateId: "party" }]);
});

test("a mail to more than a thousand users wants their number typed", async () => {
  const { user } = await opens(1_001, [MOVE]);
  const send = await screen.findByRole("button", { name: "Send a mail" });
  expect(send).toBeDisabled();
  await user.type(screen.getByRole("textbox"), "1001");
  expect(send).toBeEnabled();
});

test("a mail sent again after a lost answer is sent by one job, another mail by another", async () => {
  const { user } = await opens(2, [MOVE, PARTY]);
  const keys: (string | null)[] = [];
  server.use(
    http.post(`${ACME}/users/actions/mail`, ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return HttpResponse.error();
    }),
  );
  const send = await screen.findByRole("button", { name: "Send a mail" });
  await user.click(send);
  await screen.findByText(/can’t be reached/);
  await user.click(send);
  await expect.poll(() => keys).toEqual([expect.any(String), keys[0]]);
  await expect.poll(() => send).toBeEnabled();
  await user.selectOptions(screen.getByRole("combobox", { name: "Mail" }), "Party");
  await user.click(send);
  await expect.poll(() => keys.length).toBe(3);
  expect(keys[2]).not.toBe(keys[0]);
});

test("without a mail there is a way to write one", async () => {
  await opens(2, []);
  const link = await screen.findByRole("link", { name: "To the mail templates" });
  expect(link).toHaveAttribute("href", "/organizations/acme/mail-templates");
});
