import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { BulkLimitDialog, BulkServicesDialog } from "./BulkMailboxDialogs";

const ACTIONS = "/api/v1/organizations/o1/users/actions";
const props = {
  organizationId: "o1",
  selection: { ids: ["u1", "u2"] },
  onClose: () => undefined,
  onDone: () => undefined,
};
const sent: unknown[] = [];

beforeEach(() => {
  sent.length = 0;
  server.use(
    http.post(`${ACTIONS}/preview`, () =>
      HttpResponse.json({ count: 2, samples: ["ann@acme.example", "bob@acme.example"] }),
    ),
    http.post(`${ACTIONS}/:act`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
});

test("the size limit of many is chosen and typed, never set by a mere click", async () => {
  const { user } = await renderPage(<BulkLimitDialog {...props} />, { messages: "users" });
  const set = await screen.findByRole("button", { name: "Set size limit of mailboxes" });
  expect(screen.getByText(/ann@acme.example/)).toBeVisible();
  await user.click(set);
  expect(await screen.findByText("Choose one of the three.")).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "Up to a size" }));
  await user.type(screen.getByLabelText(/Size in MiB/), "2g");
  await user.click(set);
  expect(await screen.findByText("Give a size in MiB, such as 2048.")).toBeVisible();
  expect(sent).toEqual([]);
  await user.clear(screen.getByLabelText(/Size in MiB/));
  await user.type(screen.getByLabelText(/Size in MiB/), "2048");
  await user.click(set);
  await waitFor(() =>
    expect(sent).toEqual([{ selection: props.selection, limitOctets: 2048 * 1024 * 1024 }]),
  );
});

test("services of many are switched, and the others stay as they are", async () => {
  const { user } = await renderPage(<BulkServicesDialog {...props} />, { messages: "users" });
  const change = await screen.findByRole("button", { name: "Switch mail services" });
  await user.click(change);
  expect(await screen.findByText("Switch at least one service.")).toBeVisible();
  await user.selectOptions(screen.getByLabelText(/Mail programs send mail/), "Off");
  await user.click(change);
  await waitFor(() =>
    expect(sent).toEqual([
      { selection: props.selection, imap: null, submission: false, reception: null, webmail: null },
    ]),
  );
});
