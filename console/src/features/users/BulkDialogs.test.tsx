import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { BulkRoleDialog } from "./BulkRoleDialog";
import { SetFieldsDialog } from "./SetFieldsDialog";

const ACME = "/api/v1/organizations/acme";
const SELECTION = { filter: {} };

/** The keys under which a job was asked for; the first answer is lost on its way. */
const keys: (string | null)[] = [];
const bodies: unknown[] = [];

beforeEach(() => {
  keys.length = 0;
  bodies.length = 0;
  const begin = async ({ request }: { request: Request }) => {
    bodies.push(await request.json());
    keys.push(request.headers.get("Idempotency-Key"));
    return keys.length === 1
      ? HttpResponse.error()
      : HttpResponse.json({ jobId: "job" }, { status: 202 });
  };
  server.use(
    http.post(`${ACME}/users/actions/preview`, () =>
      HttpResponse.json({ count: 2, samples: ["ann@acme.example"] }),
    ),
    http.get(`${ACME}/roles`, () =>
      HttpResponse.json({
        items: [{ id: "auditor", name: "Auditor", holders: 0 }],
        next: null,
        previous: null,
      }),
    ),
    http.post(`${ACME}/users/actions/add-role`, begin),
    http.post(`${ACME}/users/actions/set-fields`, begin),
  );
});

async function open(dialog: ReactNode) {
  const { user } = await renderPage(dialog, { messages: "users" });
  await screen.findByText(/ann@acme.example/);
  return user;
}

test("a role that is given again after a lost answer is given by one job", async () => {
  const onDone = vi.fn();
  const user = await open(
    <BulkRoleDialog
      organizationId="acme"
      act="add-role"
      selection={SELECTION}
      onClose={() => {}}
      onDone={onDone}
    />,
  );
  await screen.findByRole("option", { name: "Auditor" });
  await user.selectOptions(screen.getByLabelText(/Role/), "Auditor");
  await user.click(screen.getByRole("button", { name: "Add role" }));
  await screen.findByText(/can’t be reached/);
  await user.click(screen.getByRole("button", { name: "Add role" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(keys).toEqual([expect.any(String), keys[0]]);
});

test("fields that are set again after a lost answer are set by one job, of other values by another", async () => {
  const onDone = vi.fn();
  const user = await open(
    <SetFieldsDialog
      organizationId="acme"
      selection={SELECTION}
      onClose={() => {}}
      onDone={onDone}
    />,
  );
  await user.click(screen.getByRole("checkbox", { name: "Department" }));
  await user.type(screen.getByRole("textbox", { name: "Department" }), "Wards");
  await user.click(screen.getByRole("button", { name: "Set fields" }));
  await screen.findByText(/can’t be reached/);
  await user.click(screen.getByRole("button", { name: "Set fields" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
  expect(keys).toEqual([expect.any(String), keys[0]]);

  await user.type(screen.getByRole("textbox", { name: "Department" }), " and beds");
  await user.click(screen.getByRole("button", { name: "Set fields" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledTimes(2));
  expect(keys[2]).not.toBe(keys[0]);
});

test("fields are named as in the profile, a work address line by line", async () => {
  const user = await open(
    <SetFieldsDialog
      organizationId="acme"
      selection={SELECTION}
      onClose={() => {}}
      onDone={() => {}}
    />,
  );
  await user.click(screen.getByRole("checkbox", { name: "Title" }));
  await user.type(screen.getByRole("textbox", { name: "Title" }), "Nurse");
  await user.click(screen.getByRole("checkbox", { name: "Work address: city" }));
  await user.type(screen.getByRole("textbox", { name: "Work address: city" }), "Graz");
  await user.click(screen.getByRole("checkbox", { name: "Notes" }));
  await user.click(screen.getByRole("button", { name: "Set fields" }));
  await vi.waitFor(() => expect(bodies).toHaveLength(1));
  expect(bodies[0]).toMatchObject({
    selection: SELECTION,
    fields: {
      title: "Nurse",
      work: { city: "Graz", street: null, country: null },
      notes: "",
      department: null,
      inAddressList: null,
    },
  });
});
