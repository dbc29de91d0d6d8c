import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { NoticeItem } from "./NoticeItem";
import type { Notice } from "./queries";

describe("a notice of a mailbox that fills up", () => {
  test("says how full it is and what to do, and is read once it was chosen", async () => {
    const read: string[] = [];
    server.use(
      http.post("/api/v1/me/notices/:id/read", ({ params }) => {
        read.push(String(params.id));
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = await renderPage(
      <NoticeItem notice={filling(91, "WARNING")} hasEnded={false} onClose={() => undefined} />,
      { messages: "notifications" },
    );
    await user.click(await screen.findByText("Mailbox Ann Ash: 91 % full"));
    expect(screen.getByText(/When it is full, mail to it is refused/)).toBeVisible();
    await waitFor(() => expect(read).toEqual(["n1"]));
  });

  test("says that mail is refused once it is full", async () => {
    await renderPage(
      <NoticeItem notice={filling(100, "DANGER")} hasEnded={false} onClose={() => undefined} />,
      { messages: "notifications" },
    );
    expect(await screen.findByText(/^Mail to it is refused/)).toBeVisible();
  });
});

test("a notice of a domain says what became of it and what to do", async () => {
  await renderPage(
    <NoticeItem
      notice={{
        ...filling(0, "WARNING"),
        kind: "domains.record-missed",
        facts: { domainId: "d1", domain: "acme.example" },
      }}
      hasEnded={false}
      onClose={() => undefined}
    />,
    { messages: "notifications" },
  );
  expect(await screen.findByText("The record of acme.example is gone")).toBeVisible();
  expect(screen.getByText(/Put it back/)).toBeVisible();
});

test("a notice of several accounts that end says how many and leads to them", async () => {
  server.use(
    http.post("/api/v1/me/notices/:id/read", () => new HttpResponse(null, { status: 204 })),
  );
  const { user, router } = await renderPage(
    <NoticeItem
      notice={{
        ...filling(0, "WARNING"),
        kind: "users.expiring",
        organizationId: "o1",
        facts: { users: 12, date: "2026-12-31", days: 7 },
      }}
      hasEnded={false}
      onClose={() => undefined}
    />,
    { messages: "notifications" },
  );
  await user.click(await screen.findByText(/^12 accounts expire on /));
  await waitFor(() => expect(router.state.location.search).toBe("?expiresBefore=2027-01-01"));
});

test("a notice of an offboarding that could not be done says which parts and why", async () => {
  await renderPage(
    <NoticeItem
      notice={{
        ...filling(0, "DANGER"),
        kind: "users.offboarding-failed",
        facts: {
          userId: "u1",
          user: "Ann Ash",
          failures: [{ part: "DISABLE", message: "The user is gone." }],
        },
      }}
      hasEnded={false}
      onClose={() => undefined}
    />,
    { messages: "notifications" },
  );
  expect(await screen.findByText("The offboarding of Ann Ash could not be done")).toBeVisible();
  expect(screen.getByText("Disabling: The user is gone.")).toBeVisible();
});

test("a notice of the own account says who changed what", async () => {
  await renderPage(
    <NoticeItem
      notice={{
        ...filling(0, "INFO"),
        kind: "users.rights-changed",
        facts: { organization: "Acme", by: "Olga Owner" },
      }}
      hasEnded={false}
      onClose={() => undefined}
    />,
    { messages: "notifications" },
  );
  expect(await screen.findByText("Your rights at Acme were changed")).toBeVisible();
  expect(screen.getByText(/Olga Owner changed your roles/)).toBeVisible();
});

function filling(percent: number, severity: Notice["severity"]): Notice {
  return {
    id: "n1",
    organizationId: null,
    kind: "mailboxes.filling",
    severity,
    facts: { mailboxId: "m1", mailbox: "Ann Ash", percent },
    createdAt: "2026-11-20T10:00:00Z",
    read: false,
  };
}
