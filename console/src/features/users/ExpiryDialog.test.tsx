import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { BulkExpiryDialog, ExpiryDialog } from "./ExpiryDialog";
import type { User } from "./queries";

test("the end of an account is set for one and for many", async () => {
  const sent: unknown[] = [];
  const users = "/api/v1/organizations/o1/users";
  server.use(
    http.post(`${users}/u1/actions/set-expiry`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...ANN, expiresOn: "2040-12-31" });
    }),
    http.post(`${users}/actions/preview`, () =>
      HttpResponse.json({ count: 2, samples: ["ann@acme.example", "bob@acme.example"] }),
    ),
    http.post(`${users}/actions/set-expiry`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
  const one = await renderPage(
    <ExpiryDialog organizationId="o1" user={ANN} onClose={() => undefined} />,
    { messages: "users" },
  );
  expect(await screen.findByRole("radio", { name: "Never" })).toBeChecked();
  await one.user.click(screen.getByRole("radio", { name: "On a day" }));
  await one.user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Give the day.")).toBeVisible();
  expect(sent).toEqual([]);
  await one.user.type(screen.getByLabelText(/Expires on/), "2040-12-31");
  await one.user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([{ expiresOn: "2040-12-31" }]));
  one.unmount();

  const many = await renderPage(
    <BulkExpiryDialog
      organizationId="o1"
      selection={{ ids: ["u1", "u2"] }}
      onClose={() => undefined}
      onDone={() => undefined}
    />,
    { messages: "users" },
  );
  await many.user.click(await screen.findByRole("button", { name: "Set expiry" }));
  expect(await screen.findByText("Choose one of the two.")).toBeVisible();
  expect(sent).toHaveLength(1);
  await many.user.click(screen.getByRole("radio", { name: "Never" }));
  await many.user.click(screen.getByRole("button", { name: "Set expiry" }));
  await waitFor(() =>
    expect(sent[1]).toEqual({ selection: { ids: ["u1", "u2"] }, expiresOn: null }),
  );
});

test("the present end of an account is chosen when it is asked for", async () => {
  await renderPage(
    <ExpiryDialog
      organizationId="o1"
      user={{ ...ANN, expiresOn: "2040-12-31" }}
      onClose={() => undefined}
    />,
    { messages: "users" },
  );
  expect(await screen.findByRole("radio", { name: "On a day" })).toBeChecked();
  expect(screen.getByLabelText(/Expires on/)).toHaveValue("2040-12-31");
});

const ANN = {
  id: "u1",
  account: "ann@acme.example",
  profile: { displayName: "Ann Ash" },
  expiresOn: null,
} as User;
