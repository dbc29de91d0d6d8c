import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { OrganizationForm } from "./OrganizationForm";
import type { Organization } from "./queries";

const ACME = "/api/v1/organizations/acme";
const ORGANIZATION = {
  id: "acme",
  name: "Acme",
  description: "",
  timeZone: "",
  language: "",
  taxNumber: "",
  billingAddress: { street: "", city: "", postalCode: "", region: "", country: "" },
  mailboxLimitOctets: 0,
  tellsOfImpersonation: false,
  locksCorporateProfiles: false,
  mailboxesForRegistered: true,
  mailboxRoleForRegistered: "owner",
} as Organization;
const LABEL = "Corporate users who register themselves get a personal mailbox";

function withDomain(state: string) {
  server.use(
    http.get(`${ACME}/domains`, () => HttpResponse.json({ items: [{ id: "one", state }] })),
    http.get(`${ACME}/roles`, ({ request }) => {
      expect(new URL(request.url).searchParams.get("level")).toBe("MAILBOX");
      return HttpResponse.json({
        items: [
          { id: "owner", name: "Mailbox owner" },
          { id: "reader", name: "Reader" },
        ],
      });
    }),
  );
  return renderPage(<OrganizationForm organization={ORGANIZATION} etag='"1"' />, {
    messages: "organizations",
    path: "/organizations/:organizationId",
    at: "/organizations/acme",
    permissions: ["organization:manage", "domains:read", "roles:read"],
  });
}

test("mailboxes of who registers are asked for once a domain is verified", async () => {
  const saved: unknown[] = [];
  server.use(
    http.put(ACME, async ({ request }) => {
      saved.push(await request.json());
      return HttpResponse.json(ORGANIZATION, { headers: { ETag: '"2"' } });
    }),
  );
  const { user } = await withDomain("INACTIVE");
  await user.click(await screen.findByRole("checkbox", { name: LABEL }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Saved");
  expect(saved).toEqual([expect.objectContaining({ mailboxesForRegistered: false })]);
});

test("the role in mailboxes of who registers is chosen beside them", async () => {
  const saved: unknown[] = [];
  server.use(
    http.put(ACME, async ({ request }) => {
      saved.push(await request.json());
      return HttpResponse.json(ORGANIZATION, { headers: { ETag: '"2"' } });
    }),
  );
  const { user } = await withDomain("ACTIVE");
  const role = await screen.findByRole("combobox", { name: /^Their role in their own mailbox/ });
  expect(role).toHaveDisplayValue("Mailbox owner");
  await user.selectOptions(role, "Reader");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Saved");
  expect(saved).toEqual([expect.objectContaining({ mailboxRoleForRegistered: "reader" })]);
  await user.click(screen.getByRole("checkbox", { name: LABEL }));
  expect(screen.queryByRole("combobox", { name: /^Their role in their own mailbox/ })).toBeNull();
});

test("no mailbox is spoken of while no domain is verified", async () => {
  await withDomain("UNVERIFIED");
  expect(await screen.findByRole("textbox", { name: /^Name/ })).toBeVisible();
  expect(screen.queryByRole("checkbox", { name: LABEL })).toBeNull();
});
