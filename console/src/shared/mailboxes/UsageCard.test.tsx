import type { PermissionName } from "@shared/rights/queries";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { UsageCard } from "./UsageCard";

const MAILBOX = "/api/v1/organizations/acme/mailboxes/ann";
const MEBIBYTE = 1_048_576;

function open(permissions: PermissionName[]) {
  return renderPage(<UsageCard organizationId="acme" mailboxId="ann" />, {
    path: "/organizations/:organizationId/users",
    at: "/organizations/acme/users",
    permissions,
  });
}

test("a mailbox that is nearly full says so in words, with what fills it", async () => {
  server.use(http.get(`${MAILBOX}/usage`, () => HttpResponse.json(usage(95))));
  await open(["mailboxes:read"]);
  expect(await screen.findByText("95 MiB of 100 MiB used")).toBeVisible();
  expect(screen.getByText(/^Nearly full/)).toBeVisible();
  expect(screen.getByText("3 messages, 95 MiB")).toBeVisible();
  expect(screen.queryByText("Drafts")).toBeNull();
  expect(screen.queryByRole("button", { name: "Change limit" })).toBeNull();
});

test("a search index that is built anew is told until it is through", async () => {
  server.use(
    http.get(`${MAILBOX}/usage`, () => HttpResponse.json({ ...usage(5), indexing: "QUEUED" }), {
      once: true,
    }),
    http.get(`${MAILBOX}/usage`, () => HttpResponse.json({ ...usage(5), indexing: "PROCESSING" })),
  );
  await open(["mailboxes:read"]);
  expect(await screen.findByText("Search index: queued to be built anew")).toBeVisible();
  expect(
    await screen.findByText("Search index: being built anew", {}, { timeout: 5_000 }),
  ).toBeVisible();
});

test("a limit is typed in MiB and sent in octets", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get(`${MAILBOX}/usage`, () => HttpResponse.json(usage(120))),
    http.put(`${MAILBOX}/limit`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(usage(120));
    }),
  );
  const { user } = await open(["mailboxes:read", "mailboxes:storage"]);
  expect(await screen.findByText(/^Over the limit/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Change limit" }));
  const field = await screen.findByRole("textbox", { name: "Limit in MiB" });
  await user.clear(field);
  await user.type(field, "lots");
  await user.click(screen.getByRole("button", { name: "Save limit" }));
  expect(await screen.findByText("Give a number of MiB, such as 500.")).toBeVisible();
  await user.clear(field);
  await user.type(field, "200");
  await user.click(screen.getByRole("button", { name: "Save limit" }));
  await waitFor(() => expect(sent).toEqual([{ limitOctets: 200 * MEBIBYTE }]));
});

function usage(mebibytes: number) {
  const octets = mebibytes * MEBIBYTE;
  return {
    messages: 3,
    octets,
    limitOctets: 100 * MEBIBYTE,
    effectiveLimitOctets: 100 * MEBIBYTE,
    indexing: "FOLLOWING",
    folders: [
      { name: "INBOX", messages: 3, octets },
      { name: "Drafts", messages: 0, octets: 0 },
    ],
  };
}
