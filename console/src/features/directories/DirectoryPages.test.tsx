import type { Permission } from "@shared/session/permissions";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import DirectoriesPage from "./DirectoriesPage";
import DirectoryPage from "./DirectoryPage";
import NewDirectoryPage from "./NewDirectoryPage";
import type { Directory, DirectoryPreset, DirectoryTestResult } from "./queries";
import { directoriesRoute, directoryRoute, newDirectoryRoute } from "./routes";

const ALL = "/api/v1/organizations/acme/directories";

const ATTRIBUTES: Directory["attributes"] = {
  entryId: "entryUUID",
  logonName: "uid",
  address: "mail",
  displayName: "cn",
  firstName: "givenName",
  lastName: "sn",
  title: "title",
  department: "departmentNumber",
  officePhone: "telephoneNumber",
  mobilePhone: "mobile",
};

const PRESETS: DirectoryPreset[] = [
  {
    kind: "ACTIVE_DIRECTORY",
    filter: "(objectClass=user)",
    attributes: {
      ...ATTRIBUTES,
      entryId: "objectGUID",
      logonName: "sAMAccountName",
      displayName: "displayName",
    },
  },
  { kind: "OPENLDAP", filter: "(objectClass=inetOrgPerson)", attributes: ATTRIBUTES },
];

/** The server as a test plays it. */
let directories: Directory[];
let result: DirectoryTestResult;
let sent: unknown[];

beforeEach(() => {
  directories = [directory({})];
  sent = [];
  result = {
    passed: true,
    step: null,
    fault: null,
    words: "",
    resultCode: null,
    samples: [
      {
        entryName: "uid=agnes,dc=test",
        values: { ...ATTRIBUTES, logonName: "agnes", displayName: "Agnes Adler", address: "" },
      },
    ],
  };
  server.use(
    http.get(ALL, () => HttpResponse.json({ items: directories, next: null, previous: null })),
    http.get(`${ALL}/presets`, () => HttpResponse.json({ items: PRESETS })),
    http.get(`${ALL}/d1`, () => HttpResponse.json(directories[0], { headers: { ETag: '"1"' } })),
    http.post(ALL, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(directory({}), { status: 201 });
    }),
    http.put(`${ALL}/d1`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(directory({ version: 2 }), { headers: { ETag: '"2"' } });
    }),
    http.delete(`${ALL}/d1`, () => new HttpResponse(null, { status: 204 })),
    http.post(`${ALL}/actions/test`, async ({ request }) => {
      const directoryId = new URL(request.url).searchParams.get("directoryId");
      sent.push({ directoryId, settings: await request.json() });
      return HttpResponse.json(result);
    }),
  );
});

test("the directories of the organization are listed", async () => {
  await open(<DirectoriesPage />, directoriesRoute);
  expect(await screen.findByRole("link", { name: "Head office" })).toBeVisible();
  expect(screen.getByText("OpenLDAP")).toBeVisible();
  expect(screen.getByText("dc1.example.test")).toBeVisible();
  expect(screen.getByRole("button", { name: "Add directory" })).toBeVisible();
  expect(screen.queryByRole("link", { name: /Import users/ })).toBeNull();
});

test("who may import users gets to it from the list and from the directory", async () => {
  const permissions: readonly Permission[] = ["directories:read", "users:import"];
  const { unmount } = await open(<DirectoriesPage />, directoriesRoute, permissions);
  expect(await screen.findByRole("link", { name: "Import users from Head office" })).toBeVisible();
  unmount();
  await open(<DirectoryPage />, directoryRoute, permissions);
  expect(await screen.findByRole("link", { name: "Import users" })).toHaveAttribute(
    "href",
    "/organizations/acme/directories/d1/import",
  );
});

test("another kind brings its own words, but for those that somebody has changed", async () => {
  const { user } = await open(<NewDirectoryPage />, newDirectoryRoute);
  const logonName = await screen.findByRole("textbox", { name: /Logon name/ });
  expect(logonName).toHaveValue("sAMAccountName");
  const displayName = screen.getByRole("textbox", { name: /Display name/ });
  await user.clear(displayName);
  await user.type(displayName, "gecos");
  await user.selectOptions(screen.getByRole("combobox", { name: /Kind/ }), "OpenLDAP");
  expect(logonName).toHaveValue("uid");
  expect(displayName).toHaveValue("gecos");
  expect(screen.getByRole("textbox", { name: /Filter/ })).toHaveValue(
    "(objectClass=inetOrgPerson)",
  );

  await user.type(screen.getByRole("textbox", { name: /^Name/ }), "Head office");
  await user.type(
    screen.getByRole("textbox", { name: /Server/ }),
    "LDAPS://dc1.example.test/DC=example",
  );
  await user.click(screen.getByRole("button", { name: "Add directory" }));
  expect(await screen.findByText("Head office was added")).toBeVisible();
  expect(sent[0]).toMatchObject({
    kind: "OPENLDAP",
    server: "LDAPS://dc1.example.test/DC=example",
    security: "TLS",
    secret: null,
    pageSize: 500,
    attributes: { displayName: "gecos", logonName: "uid" },
  });
});

test("settings are tested before they are saved, and entries shown", async () => {
  const { user } = await open(<DirectoryPage />, directoryRoute);
  await user.click(await screen.findByRole("button", { name: "Test" }));
  expect(await screen.findByText("The directory can be read")).toBeVisible();
  const samples = within(screen.getByRole("grid", { name: "Entries as they would be read" }));
  expect(samples.getByText("Agnes Adler")).toBeVisible();
  expect(sent[0]).toMatchObject({ directoryId: "d1", settings: { secret: null } });
  await user.type(screen.getByRole("textbox", { name: /Base/ }), ",dc=more");
  expect(screen.queryByText("The directory can be read")).toBeNull();
});

test("a test that fails says at which step and why", async () => {
  result = {
    passed: false,
    step: "CREDENTIALS",
    fault: "ACCOUNT_DISABLED",
    words: "",
    resultCode: 49,
    samples: [],
  };
  const { user } = await open(<DirectoryPage />, directoryRoute);
  await user.click(await screen.findByRole("button", { name: "Test" }));
  expect(await screen.findByText("The account is disabled there")).toBeVisible();
  expect(screen.getByText("The server's code: 49")).toBeVisible();
  const steps = within(screen.getByRole("list", { name: "Steps of the test" }));
  expect(steps.getByLabelText("failed")).toHaveTextContent("Account and secret");
  expect(steps.getAllByLabelText("in order")).toHaveLength(2);
  expect(steps.getAllByLabelText("not reached")).toHaveLength(3);
});

test("a refusal of a test lands on its field", async () => {
  server.use(
    http.post(`${ALL}/actions/test`, () =>
      HttpResponse.json(
        {
          type: "urn:problem:kernel:invalid",
          title: "Some fields are not right",
          status: 422,
          detail: "",
          errors: [{ field: "secret", code: "required", message: "Give the secret again." }],
        },
        { status: 422, headers: { "Content-Type": "application/problem+json" } },
      ),
    ),
  );
  const { user } = await open(<DirectoryPage />, directoryRoute);
  await user.click(await screen.findByRole("button", { name: "Test" }));
  expect(await screen.findByText("Give the secret again.")).toBeVisible();
});

test("a directory is changed, and deleted after a question", async () => {
  const { user } = await open(<DirectoryPage />, directoryRoute);
  const filter = await screen.findByRole("textbox", { name: /Filter/ });
  await user.clear(filter);
  await user.type(filter, "(uid=*)");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("The directory was saved")).toBeVisible();
  expect(sent[0]).toMatchObject({ filter: "(uid=*)", secret: null });
  await user.click(screen.getByRole("button", { name: "Delete" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("Head office was deleted")).toBeVisible();
});

test("who may only look changes and tests nothing", async () => {
  await open(<DirectoryPage />, directoryRoute, ["directories:read"]);
  expect(await screen.findByRole("textbox", { name: /Server/ })).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Test" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  expect(screen.queryByRole("link", { name: "Import users" })).toBeNull();
});

function open(
  page: Parameters<typeof renderPage>[0],
  route: typeof directoriesRoute | typeof newDirectoryRoute | typeof directoryRoute,
  permissions: readonly Permission[] = ["directories:read", "directories:manage"],
) {
  return renderPage(page, {
    path: route.path,
    at: route.path.replace(":organizationId", "acme").replace(":directoryId", "d1"),
    messages: "directories",
    permissions,
  });
}

function directory(change: Partial<Directory>): Directory {
  return {
    id: "d1",
    name: "Head office",
    kind: "OPENLDAP",
    server: "dc1.example.test",
    security: "STARTTLS",
    authorities: "",
    account: "cn=reader,dc=test",
    secretSet: true,
    base: "dc=test",
    filter: "(objectClass=inetOrgPerson)",
    attributes: ATTRIBUTES,
    pageSize: 500,
    connectSeconds: 5,
    answerSeconds: 15,
    addedAt: "2026-11-23T09:00:00Z",
    version: 1,
    ...change,
  };
}
