import type { PermissionName } from "@shared/rights/queries";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { ServicesCard } from "./ServicesCard";

const SERVICES = "/api/v1/organizations/acme/users/ann/mail-services";
const ALL = { imap: true, submission: true, reception: true, webmail: true };
const FIRST = { headers: { ETag: '"0"' } };

function open(permissions: PermissionName[]) {
  return renderPage(<ServicesCard organizationId="acme" userId="ann" />, {
    path: "/organizations/:organizationId/users",
    at: "/organizations/acme/users",
    permissions,
  });
}

test("a service is switched off and the others stay as they are", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get(SERVICES, () => HttpResponse.json({ ...ALL, version: 0 }, FIRST)),
    http.put(SERVICES, async ({ request }) => {
      const wanted = (await request.json()) as typeof ALL;
      sent.push([wanted, request.headers.get("If-Match")]);
      return HttpResponse.json({ ...wanted, version: 1 }, { headers: { ETag: '"1"' } });
    }),
  );
  const { user } = await open(["mailboxes:read", "mailboxes:delivery"]);
  const imap = await screen.findByRole("switch", { name: "Mail programs read mail (IMAP)" });
  expect(imap).toBeChecked();
  await user.click(imap);
  await waitFor(() => expect(imap).not.toBeChecked());
  await user.click(screen.getByRole("switch", { name: "Mail in the browser" }));
  await waitFor(() =>
    expect(sent).toEqual([
      [{ ...ALL, imap: false }, '"0"'],
      [{ ...ALL, imap: false, webmail: false }, '"1"'],
    ]),
  );
});

test("what somebody else switched meanwhile is shown before another try", async () => {
  let now = { ...ALL, version: 0 };
  server.use(
    http.get(SERVICES, () => HttpResponse.json(now, { headers: { ETag: `"${now.version}"` } })),
    http.put(SERVICES, () => {
      now = { ...ALL, submission: false, version: 2 };
      return HttpResponse.json(
        { type: "urn:problem:kernel:changed-meanwhile", title: "Changed meanwhile", status: 412 },
        { status: 412, headers: { "Content-Type": "application/problem+json" } },
      );
    }),
  );
  const { user } = await open(["mailboxes:read", "mailboxes:delivery"]);
  await user.click(await screen.findByRole("switch", { name: "Mail programs read mail (IMAP)" }));
  await waitFor(() =>
    expect(
      screen.getByRole("switch", { name: "Mail programs send mail (SMTP)" }),
    ).not.toBeChecked(),
  );
  expect(screen.getByRole("switch", { name: "Mail programs read mail (IMAP)" })).toBeChecked();
});

test("whoever may only see mailboxes switches nothing", async () => {
  server.use(
    http.get(SERVICES, () => HttpResponse.json({ ...ALL, webmail: false, version: 8 }, FIRST)),
  );
  await open(["mailboxes:read"]);
  const webmail = await screen.findByRole("switch", { name: "Mail in the browser" });
  expect(webmail).not.toBeChecked();
  expect(webmail).toBeDisabled();
});
