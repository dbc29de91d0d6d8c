import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import DomainsPage from "./DomainsPage";
import type { Domain } from "./queries";
import { domainsRoute } from "./routes";

const ALL = "/api/v1/organizations/acme/domains";

/** The server as a test plays it. */
let domains: Domain[];
let caught: string | null;

beforeEach(() => {
  domains = [];
  caught = null;
  server.use(
    http.get("/api/v1/organizations/acme/catch-alls", () =>
      HttpResponse.json({ items: caught === null ? [] : [catchAll(caught)] }),
    ),
    http.get(`${ALL}/d1/catch-all`, () => HttpResponse.json(catchAll(caught))),
    http.put(`${ALL}/d1/catch-all`, async ({ request }) => {
      const { address } = (await request.json()) as { address: string | null };
      if (request.headers.get("If-Match") !== `"${catchAll(caught).version}"`) {
        return refusal(412, "kernel:changed-meanwhile", "Changed meanwhile", []);
      }
      if (address?.startsWith("nobody@")) {
        return refusal(422, "kernel:invalid", "Some fields are not right", [
          { field: "address", code: "unknown", message: "Nobody here has that address." },
        ]);
      }
      caught = address;
      return HttpResponse.json(catchAll(address));
    }),
    http.get(ALL, () => HttpResponse.json({ items: domains, next: null, previous: null })),
    http.post(ALL, async ({ request }) => {
      const { name } = (await request.json()) as { name: string };
      if (name === "gmail.com") {
        return refusal(422, "kernel:invalid", "Some fields are not right", [
          { field: "name", code: "free-mail", message: "Anybody gets an address there." },
        ]);
      }
      domains = [domain({ name, displayName: name })];
      return HttpResponse.json(domains[0], { status: 201 });
    }),
    http.put(`${ALL}/d1`, () =>
      replaced({
        proof: {
          method: "CNAME",
          host: "_muster-verify-token.acme.example",
          value: "token.muster-verify.invalid",
        },
      }),
    ),
    http.post(`${ALL}/d1/actions/:act`, ({ params }) => {
      switch (params.act) {
        case "activate":
          return replaced({ state: "ACTIVE" });
        case "delete":
          domains = [];
          return new HttpResponse(null, { status: 204 });
        default:
          return replaced({
            verification: "RUNNING",
            givesUpAt: "2026-11-26T10:00:00Z",
            lastCheckedAt: "2026-11-23T10:00:00Z",
            lastFinding: { outcome: "DIFFERENT", found: ["v=spf1 -all"] },
          });
      }
    }),
  );
});

test("a domain is added, and its record shown with what the look for it found", async () => {
  const { user } = await open();
  expect(await screen.findByText("No domains yet")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Add domain" }));
  const add = within(screen.getByRole("dialog", { name: "Add domain" }));
  await user.type(add.getByRole("textbox", { name: "Domain" }), "gmail.com");
  await user.click(add.getByRole("button", { name: "Add domain" }));
  expect(await add.findByText("Anybody gets an address there.")).toBeVisible();
  await user.clear(add.getByRole("textbox", { name: "Domain" }));
  await user.type(add.getByRole("textbox", { name: "Domain" }), "acme.example");
  await user.click(add.getByRole("button", { name: "Add domain" }));

  const verify = within(await screen.findByRole("dialog", { name: "Verify acme.example" }));
  expect(verify.getByRole("textbox", { name: "Host name" })).toHaveValue(
    "_muster-verify.acme.example",
  );
  expect(verify.getByRole("textbox", { name: "Value" })).toHaveValue("token");
  expect(verify.getByText(/Leave the record in place/)).toBeVisible();
  await user.click(verify.getByRole("button", { name: "Verify now" }));
  expect(await verify.findByText("The record says something else")).toBeVisible();
  expect(verify.getByText("v=spf1 -all")).toBeVisible();
  expect(verify.getByText(/Muster goes on looking/)).toBeVisible();
});

test("the kind of record is chosen while the domain is unverified", async () => {
  domains = [domain({})];
  const { user } = await open();
  await act(user, "Verify");
  const verify = within(await screen.findByRole("dialog"));
  await user.click(verify.getByRole("radio", { name: "CNAME record" }));
  expect(await verify.findByDisplayValue("_muster-verify-token.acme.example")).toBeVisible();
  expect(verify.getByRole("textbox", { name: "Points to" })).toHaveValue(
    "token.muster-verify.invalid",
  );
});

test("a verified domain is activated, and says when its record is missing", async () => {
  domains = [domain({ state: "INACTIVE", verification: "DONE", missed: 1 })];
  const { user } = await open();
  expect(await screen.findByText("Record missing")).toBeVisible();
  await act(user, "Activate");
  await user.click(
    within(await screen.findByRole("dialog")).getByRole("button", { name: "Activate" }),
  );
  expect(await screen.findByText("acme.example is active")).toBeVisible();
  expect(await screen.findByText("Active")).toBeVisible();
});

test("a domain is deleted only after its name was typed", async () => {
  domains = [domain({})];
  const { user } = await open();
  await act(user, "Delete");
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByRole("button", { name: "Delete" })).toBeDisabled();
  await user.type(dialog.getByRole("textbox"), "acme.example");
  await user.click(dialog.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("No domains yet")).toBeVisible();
});

test("mail for unknown addresses of a verified domain goes where it is wanted", async () => {
  domains = [domain({ state: "INACTIVE", verification: "DONE" })];
  const { user } = await open(["domains:read", "mailboxes:read", "mailboxes:delivery"]);
  await act(user, "Catch-all");
  const dialog = within(
    await screen.findByRole("dialog", { name: "Mail for unknown addresses of acme.example" }),
  );
  await user.type(dialog.getByRole("textbox", { name: "Goes to" }), "nobody@acme.example");
  await user.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByText("Nobody here has that address.")).toBeVisible();
  await user.clear(dialog.getByRole("textbox", { name: "Goes to" }));
  await user.type(dialog.getByRole("textbox", { name: "Goes to" }), "all@acme.example");
  await user.click(dialog.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Catch-all: all@acme.example")).toBeVisible();

  await act(user, "Catch-all");
  const again = within(await screen.findByRole("dialog"));
  await user.clear(again.getByRole("textbox", { name: "Goes to" }));
  await user.click(again.getByRole("button", { name: "Save" }));
  expect(
    await screen.findByText("Mail for unknown addresses of acme.example is refused"),
  ).toBeVisible();
  expect(screen.queryByText("Catch-all: all@acme.example")).toBeNull();
});

test("nobody overwrites the catch-all that somebody else chose meanwhile", async () => {
  domains = [domain({ state: "ACTIVE", verification: "DONE" })];
  const { user } = await open(["domains:read", "mailboxes:read", "mailboxes:delivery"]);
  await act(user, "Catch-all");
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByRole("textbox", { name: "Goes to" }), "mine@acme.example");
  caught = "theirs@acme.example";
  await user.click(dialog.getByRole("button", { name: "Save" }));
  const both = within(await screen.findByRole("dialog", { name: /Changed meanwhile/ }));
  expect(both.getByText("theirs@acme.example")).toBeVisible();
  expect(caught).toBe("theirs@acme.example");
  await user.click(both.getByRole("button", { name: "Save mine anyway" }));
  expect(await screen.findByText("Catch-all: mine@acme.example")).toBeVisible();
});

test("who may only look finds no acts", async () => {
  domains = [domain({})];
  await open(["domains:read"]);
  expect(await screen.findByText("acme.example")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Add domain" })).toBeNull();
  expect(screen.queryByRole("button", { name: /^Actions/ })).toBeNull();
});

async function open(
  permissions: NonNullable<Parameters<typeof renderPage>[1]>["permissions"] = [
    "domains:read",
    "domains:manage",
  ],
) {
  return renderPage(<DomainsPage />, {
    path: domainsRoute.path,
    at: domainsRoute.to({ organizationId: "acme" }),
    messages: "domains",
    permissions: permissions ?? [],
  });
}

async function act(user: Awaited<ReturnType<typeof open>>["user"], name: string) {
  await user.click(await screen.findByRole("button", { name: "Actions for acme.example" }));
  await user.click(screen.getByRole("menuitem", { name }));
}

function replaced(change: Partial<Domain>) {
  domains = domains.map((one) => ({ ...one, ...change }));
  return HttpResponse.json(domains[0]);
}

function catchAll(address: string | null) {
  return {
    domainId: "d1",
    target: address && { kind: "USER", id: "u1", name: "All", address, inUse: true },
    version: address === null ? 0 : address.length,
  };
}

function refusal(status: number, type: string, title: string, errors: readonly object[]) {
  return HttpResponse.json(
    { type: `urn:problem:${type}`, title, status, detail: "See errors.", errors },
    { status, headers: { "Content-Type": "application/problem+json" } },
  );
}

function domain(change: Partial<Domain>): Domain {
  return {
    id: "d1",
    name: "acme.example",
    displayName: "acme.example",
    state: "UNVERIFIED",
    verification: "NOT_STARTED",
    proof: { method: "TXT", host: "_muster-verify.acme.example", value: "token" },
    addedAt: "2026-11-23T09:00:00Z",
    verifiedAt: null,
    lastCheckedAt: null,
    lastFinding: null,
    nextCheckAt: null,
    givesUpAt: null,
    missed: 0,
    version: 1,
    ...change,
  };
}
