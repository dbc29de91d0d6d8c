import type { Permission } from "@shared/session/permissions";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { NewUserWizard } from "./NewUserWizard";
import { newUserOf } from "./new-user";
import type { AddressDomains, UserTemplate } from "./queries";

const PLACE = {
  messages: "users",
  path: "/organizations/:organizationId/users/new",
  at: "/organizations/acme/users/new",
} as const;
const DOMAINS: AddressDomains = {
  restricted: true,
  domains: [
    { name: "acme.example", displayName: "acme.example" },
    { name: "xn--bcher-kva.example", displayName: "bücher.example" },
  ],
};

async function wizard(
  domains: AddressDomains,
  permissions: Permission[] = ["users:create", "mailboxes:read"],
) {
  const asked: Record<string, unknown>[] = [];
  server.use(
    http.post("/api/v1/organizations/acme/users", async ({ request }) => {
      asked.push((await request.json()) as Record<string, unknown>);
      return HttpResponse.json(
        { id: "cora", account: "cora", profile: { displayName: "Cora Corporate" } },
        { status: 201 },
      );
    }),
  );
  const initial = newUserOf({} as UserTemplate, "", domains.domains[0]?.name ?? "", []);
  const page = await renderPage(
    <NewUserWizard organizationId="acme" domains={domains} initial={initial} />,
    { ...PLACE, permissions },
  );
  return { asked, ...page };
}

const next = () => screen.getByRole("button", { name: "Next" });

test("the address is a name and one of the domains in use, and permissions come next", async () => {
  const { user, asked, router } = await wizard(DOMAINS);
  await user.type(screen.getByRole("textbox", { name: "E-mail address" }), "cora");
  await user.selectOptions(
    screen.getByRole("combobox", { name: "Domain of the address" }),
    "bücher.example",
  );
  expect(screen.getByRole("checkbox", { name: "Create personal mailbox" })).toBeChecked();
  await user.click(screen.getByRole("checkbox", { name: "Create personal mailbox" }));
  await user.click(next());
  await user.type(
    screen.getByRole("textbox", { name: "Send the link to another address" }),
    "cora@home.example",
  );
  await user.click(next());
  expect(screen.getByText(/a mail goes to cora@home.example .* 72 hours/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Create user" }));

  await screen.findByRole("heading", { name: "Elsewhere" });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    address: "cora@xn--bcher-kva.example",
    personalMailbox: false,
    sendLink: true,
    profile: { recoveryAddress: "cora@home.example" },
  });
  expect(router.state.location.search).toBe("?tab=mailbox");
});

test("a whole address that is pasted is meant as it is", async () => {
  const { user, asked } = await wizard(DOMAINS);
  await user.type(screen.getByRole("textbox", { name: "E-mail address" }), "cora@acme.example");
  await user.click(next());
  await user.click(next());
  await user.click(screen.getByRole("button", { name: "Create user" }));
  await screen.findByRole("heading", { name: "Elsewhere" });
  expect(asked[0]).toMatchObject({ address: "cora@acme.example", personalMailbox: true });
});

test("the day on which the account ends is given with it, and a half-typed one is none", async () => {
  const { user, asked } = await wizard(DOMAINS, ["users:create", "users:disable"]);
  await user.type(screen.getByRole("textbox", { name: "E-mail address" }), "temp");
  await user.click(next());
  await user.click(screen.getByRole("radio", { name: "On a day" }));
  await user.click(next());
  expect(screen.getByText("Give the day.")).toBeVisible();
  await user.type(screen.getByLabelText(/^Expires on/), "2031-05-31");
  await user.click(next());
  expect(screen.getByText("Expires on")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Create user" }));
  await screen.findByRole("heading", { name: "Elsewhere" });
  expect(asked[0]).toMatchObject({ expiresOn: "2031-05-31" });
});

test("whoever may not disable users isn't asked when the account ends", async () => {
  const { user, asked } = await wizard(DOMAINS);
  await user.type(screen.getByRole("textbox", { name: "E-mail address" }), "temp");
  await user.click(next());
  expect(screen.queryByRole("radio", { name: "On a day" })).toBeNull();
  await user.click(next());
  await user.click(screen.getByRole("button", { name: "Create user" }));
  await screen.findByRole("heading", { name: "Elsewhere" });
  expect(asked[0]).toMatchObject({ expiresOn: null });
});

test("without a domain the address is free, and where none is in use that is said", async () => {
  await wizard({ restricted: true, domains: [] });
  expect(screen.queryByRole("combobox")).toBeNull();
  expect(screen.getByText(/None of the organization's domains is in use/)).toBeVisible();
});
