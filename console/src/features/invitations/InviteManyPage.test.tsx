import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import InviteManyPage from "./InviteManyPage";
import { inviteManyRoute } from "./routes";

test("only who can be invited of a checked list is invited", async () => {
  let sent: unknown;
  server.use(
    http.get("/api/v1/permissions", () => HttpResponse.json({ sections: [] })),
    http.get("/api/v1/organizations/acme/roles", () =>
      HttpResponse.json({ items: [], next: null, previous: null }),
    ),
    http.post("/api/v1/organizations/acme/invitations/check", () =>
      HttpResponse.json({ people: [person("FREE"), person("INVALID")], now: 200 }),
    ),
    http.post("/api/v1/organizations/acme/invitations/batch", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
  const { user } = await renderPage(<InviteManyPage />, {
    path: inviteManyRoute.path,
    at: inviteManyRoute.to({ organizationId: "acme" }),
    messages: "invitations",
    permissions: ["users:invite"],
  });
  await user.type(await screen.findByRole("textbox", { name: /Whom to invite/ }), "ann, none");
  await user.click(screen.getByRole("button", { name: "Check the list" }));
  expect(await screen.findByText(/To be invited: 1\. Left out: 1\./)).toBeVisible();
  expect(screen.getByText("Not an address")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Send 1 invitation" }));
  expect(await screen.findByRole("heading", { name: "Elsewhere" })).toBeVisible();
  expect(sent).toMatchObject({
    people: [{ address: "ann@far.example", firstName: "Ann", lastName: "" }],
  });
});

test("a list comes from a file that is chosen, and goes when it is put away", async () => {
  server.use(
    http.get("/api/v1/permissions", () => HttpResponse.json({ sections: [] })),
    http.get("/api/v1/organizations/acme/roles", () =>
      HttpResponse.json({ items: [], next: null, previous: null }),
    ),
  );
  const { user, container } = await renderPage(<InviteManyPage />, {
    path: inviteManyRoute.path,
    at: inviteManyRoute.to({ organizationId: "acme" }),
    messages: "invitations",
    permissions: ["users:invite"],
  });
  const list = await screen.findByRole("textbox", { name: /Whom to invite/ });
  const input = container.querySelector<HTMLInputElement>('input[type="file"]');
  if (input === null) {
    throw new Error("no file can be chosen");
  }
  await user.upload(
    input,
    new File(["e-mail\nann@far.example"], "people.csv", { type: "text/csv" }),
  );
  await waitFor(() => expect(list).toHaveValue("e-mail\nann@far.example"));
  expect(screen.getByRole("combobox", { name: "Form of the list" })).toHaveValue("CSV");
  expect(screen.getByDisplayValue("people.csv")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Clear" }));
  expect(list).toHaveValue("");

  const image = new File(["x"], "people.png", { type: "image/png" });
  await userEvent.setup({ applyAccept: false }).upload(input, image);
  expect(await screen.findByText(/This file can not be taken/)).toBeVisible();
});

function person(verdict: "FREE" | "INVALID") {
  return verdict === "FREE"
    ? { text: "ann", address: "ann@far.example", firstName: "Ann", lastName: "", verdict }
    : { text: "none", address: null, firstName: "", lastName: "", verdict };
}
