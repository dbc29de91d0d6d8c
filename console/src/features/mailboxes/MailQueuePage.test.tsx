import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import MailQueuePage from "./MailQueuePage";
import type { QueuedMail } from "./mail-queue";
import { mailQueueRoute } from "./routes";

const QUEUE = "/api/v1/organizations/acme/mail-queue";

/** The server as a test plays it. */
let mails: QueuedMail[];
let acts: string[];

beforeEach(() => {
  acts = [];
  mails = [
    mail("m2", "bob@far.example", "QUEUED", "451 4.7.1 come back later"),
    mail("m1", "cid@far.example", "SENT", "250 2.0.0 taken"),
  ];
  const act = (verb: string) => {
    acts.push(verb);
    return HttpResponse.json(mails[0]);
  };
  server.use(
    http.get(QUEUE, () => HttpResponse.json({ items: mails, next: null, previous: null })),
    http.get(`${QUEUE}/count`, () => HttpResponse.json({ count: mails.length })),
    http.post(`${QUEUE}/m2/retry`, () => act("retry")),
    http.post(`${QUEUE}/m2/give-up`, () => act("give-up")),
  );
});

function mail(
  id: string,
  recipient: string,
  state: QueuedMail["state"],
  answer: string,
): QueuedMail {
  return {
    id,
    sender: "ann@acme.example",
    recipient,
    octets: 1200,
    state,
    givenUp: false,
    attempts: 1,
    nextAttemptAt: state === "QUEUED" ? "2026-11-22T06:05:00Z" : null,
    status: "4.7.1",
    answer,
    createdAt: "2026-11-22T06:00:00Z",
    settledAt: state === "SENT" ? "2026-11-22T06:01:00Z" : null,
  };
}

async function open(...permissions: ("mail-queue:read" | "mail-queue:manage")[]) {
  return renderPage(<MailQueuePage />, {
    path: mailQueueRoute.path,
    at: mailQueueRoute.to({ organizationId: "acme" }),
    messages: "mailboxes",
    permissions,
  });
}

test("mail that waits is tried again or given up, and what left is not", async () => {
  const { user } = await open("mail-queue:read", "mail-queue:manage");
  const waiting = await screen.findByRole("row", { name: /come back later/ });
  expect(waiting).toHaveTextContent("bob@far.example");

  await user.click(within(waiting).getByRole("button", { name: /Actions for/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Try again now" }));
  expect(await screen.findByText("The mail to bob@far.example is tried again now")).toBeVisible();

  await user.click(within(waiting).getByRole("button", { name: /Actions for/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Give up" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog).toHaveTextContent("ann@acme.example is told");
  await user.click(within(dialog).getByRole("button", { name: "Give up" }));
  expect(await screen.findByText("The mail to bob@far.example is given up")).toBeVisible();
  expect(acts).toEqual(["retry", "give-up"]);

  const gone = screen.getByRole("row", { name: /250 2\.0\.0 taken/ });
  await user.click(within(gone).getByRole("button", { name: /Actions for/ }));
  expect(await screen.findByRole("menuitem", { name: "Give up" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

test("whoever may only look has nothing to press", async () => {
  await open("mail-queue:read");
  const waiting = await screen.findByRole("row", { name: /come back later/ });
  expect(within(waiting).queryByRole("button")).not.toBeInTheDocument();
});
