import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { OffboardingCards } from "./OffboardingCards";
import { OffboardWizard } from "./OffboardWizard";

const ANN = "/api/v1/organizations/acme/users/ann/offboardings";
const NOW = "2026-11-23T10:00:00Z";

function step(part: string, state: string, more: object = {}) {
  return { part, state, dueAt: NOW, endedAt: null, reason: "", sentence: "", names: [], ...more };
}

function offboarding(more: object) {
  return {
    id: "one",
    createdAt: NOW,
    startedBy: "Olga Owner",
    mail: "FORWARDED",
    mailUntil: null,
    successorId: "sue",
    successorName: "Sue Example",
    disableAt: NOW,
    deleteAt: null,
    takenBackAt: null,
    canBeCancelled: false,
    canBeTakenBack: true,
    ...more,
  };
}

const PLACE = {
  messages: "users",
  path: "/organizations/:organizationId",
  at: "/organizations/acme",
} as const;

test("the preview says what will happen before anything is done", async () => {
  const asked: unknown[] = [];
  server.use(
    http.get("/api/v1/organizations/acme/users", () =>
      HttpResponse.json({
        items: [{ id: "sue", account: "sue@acme.example", displayName: "Sue Example" }],
      }),
    ),
    http.post(`${ANN}/preview`, async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json(
        offboarding({
          steps: [
            step("DISABLE", "PLANNED"),
            step("DIRECT_MAIL", "PLANNED", { names: ["sue@acme.example"] }),
            step("TAKE_ROLES", "FAILED", { reason: "users.more-rights", sentence: "Not yours." }),
          ],
        }),
      );
    }),
  );
  const { user } = await renderPage(
    <OffboardWizard organizationId="acme" userId="ann" name="Ann" />,
    {
      ...PLACE,
      permissions: ["users:disable", "users:delete", "mailboxes:delivery", "mailboxes:assign"],
    },
  );
  await user.click(screen.getByRole("button", { name: "Next" }));
  await user.click(await screen.findByRole("radio", { name: /goes on to the successor/ }));
  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(await screen.findByText("Choose who takes over.")).toBeVisible();
  await user.type(screen.getByRole("textbox", { name: /Search/ }), "sue");
  await user.click(await screen.findByRole("checkbox", { name: /Sue Example/ }));
  await user.click(screen.getByRole("button", { name: "Next" }));

  const steps = await screen.findByRole("grid", { name: "Steps of the offboarding" });
  expect(within(steps).getByText("Forward mail to Sue Example and keep a copy")).toBeVisible();
  expect(within(steps).getByText("Can't be done")).toBeVisible();
  expect(within(steps).getByText("Not yours.")).toBeVisible();
  expect(asked).toEqual([
    expect.objectContaining({ mail: "FORWARDED", successorId: "sue", takeRoles: false }),
  ]);
});

test("what was done is shown with its outcome and can be taken back", async () => {
  const sent: string[] = [];
  let one = offboarding({
    canBeCancelled: true,
    steps: [step("DISABLE", "DONE", { endedAt: NOW }), step("DELETE", "PLANNED")],
  });
  server.use(
    http.get(ANN, () => HttpResponse.json({ items: [one] })),
    http.post(`${ANN}/one/take-back`, () => {
      sent.push("take-back");
      one = offboarding({
        takenBackAt: NOW,
        canBeTakenBack: false,
        steps: [step("DISABLE", "TAKEN_BACK"), step("DELETE", "CANCELLED")],
      });
      return HttpResponse.json(one);
    }),
  );
  const { user } = await renderPage(<OffboardingCards organizationId="acme" userId="ann" />, {
    ...PLACE,
    permissions: ["users:disable"],
  });
  expect(await screen.findByText("Planned")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Take back" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Take back" }));

  expect(await screen.findByText("Taken back")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Take back" })).not.toBeInTheDocument();
  expect(sent).toEqual(["take-back"]);
});
