import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { DirectoryEntryFacts } from "./DirectoryEntryFacts";
import type { User } from "./queries";

const ANN = "/api/v1/organizations/acme/users/ann";
const USER = {
  id: "ann",
  account: "ann@example.org",
  address: "ann@example.org",
  state: "ACTIVE",
  signInMethod: "DIRECTORY",
  profile: { displayName: "Ann Able", recoveryAddress: "" },
} as unknown as User;
const ENTRY = {
  directoryId: "d",
  directoryName: "Head office",
  entryName: "uid=ann,dc=example,dc=org",
  logonName: "ann",
  seenAt: "2026-11-23T08:00:00Z",
  vanishedAt: null,
};

test("a user is unlinked from the directory that he comes from, and gets a link", async () => {
  let entry: typeof ENTRY | null = ENTRY;
  server.use(
    http.get(`${ANN}/directory-entry`, () => HttpResponse.json({ entry })),
    http.post(`${ANN}/actions/unlink-directory`, () => {
      entry = null;
      return HttpResponse.json({ linkSent: true });
    }),
  );
  const { user } = await renderPage(<DirectoryEntryFacts organizationId="acme" user={USER} />, {
    messages: "users",
    path: "/organizations/:organizationId",
    at: "/organizations/acme",
    permissions: ["users:edit"],
  });
  expect(await screen.findByText(/Head office: uid=ann/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Unlink" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/goes to ann@example.org/)).toBeVisible();
  await user.click(within(dialog).getByRole("button", { name: "Unlink" }));
  await expect.poll(() => screen.queryByText(/Head office: uid=ann/)).toBeNull();
});

test("who may not edit users unlinks nobody", async () => {
  server.use(http.get(`${ANN}/directory-entry`, () => HttpResponse.json({ entry: ENTRY })));
  await renderPage(<DirectoryEntryFacts organizationId="acme" user={USER} />, {
    messages: "users",
    path: "/organizations/:organizationId",
    at: "/organizations/acme",
    permissions: [],
  });
  expect(await screen.findByText(/Head office: uid=ann/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Unlink" })).toBeNull();
});
