import type { PermissionName } from "@shared/rights/queries";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { ServicesCard } from "./ServicesCard";

const SERVICES = "/api/v1/organizations/acme/users/ann/mail-services";
const ALL = { imap: true, submission: true, reception: true, webmail: true };

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
    http.get(SERVICES, () => HttpResponse.json(ALL)),
    http.put(SERVICES, async ({ request }) => {
      const wanted = (await request.json()) as typeof ALL;
      sent.push(wanted);
      return HttpResponse.json(wanted);
    }),
  );
  const { user } = await open(["mailboxes:read", "mailboxes:delivery"]);
  const imap = await screen.findByRole("switch", { name: "Mail programs read mail (IMAP)" });
  expect(imap).toBeChecked();
  await user.click(imap);
  await waitFor(() => expect(imap).not.toBeChecked());
  expect(sent).toEqual([{ ...ALL, imap: false }]);
});

test("whoever may only see mailboxes switches nothing", async () => {
  server.use(http.get(SERVICES, () => HttpResponse.json({ ...ALL, webmail: false })));
  await open(["mailboxes:read"]);
  const webmail = await screen.findByRole("switch", { name: "Mail in the browser" });
  expect(webmail).not.toBeChecked();
  expect(webmail).toBeDisabled();
});
