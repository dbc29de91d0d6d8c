import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { BulkOffboardDialog } from "./BulkOffboardDialog";

const ACTIONS = "/api/v1/organizations/acme/users/actions";

test("many users are offboarded once it was said who can't be, and their number was typed", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(`${ACTIONS}/preview`, () =>
      HttpResponse.json({ count: 1_200, samples: ["ann@acme.example"] }),
    ),
    http.post(`${ACTIONS}/offboard/preview`, () =>
      HttpResponse.json({
        count: 1_200,
        samples: ["ann@acme.example"],
        looked: 100,
        impossible: [
          {
            userId: "olga",
            account: "olga@acme.example",
            reason: "users.last-owner",
            sentence: "She must stay.",
          },
        ],
        parts: [{ part: "DISABLE", users: 99 }],
      }),
    ),
    http.post(`${ACTIONS}/offboard`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ jobId: "j1" }, { status: 202 });
    }),
  );
  const { user } = await renderPage(
    <BulkOffboardDialog
      organizationId="acme"
      selection={{ filter: {} }}
      onClose={() => undefined}
      onDone={() => undefined}
    />,
    {
      messages: "users",
      path: "/organizations/:organizationId",
      at: "/organizations/acme",
      permissions: ["mailboxes:delivery"],
    },
  );
  expect(await screen.findByText("olga@acme.example: She must stay.")).toBeVisible();
  expect(screen.getByText("Disabled, all sessions end: 99")).toBeVisible();
  expect(screen.getByText(/^They are offboarded at once/)).toBeVisible();

  const disableAt = screen.getByLabelText("Disable at");
  Object.defineProperty(disableAt, "validity", { value: { badInput: true }, configurable: true });
  fireEvent.blur(disableAt);
  expect(await screen.findByText(/The date is not complete/)).toBeVisible();
  expect(screen.queryByText(/^They are offboarded/)).toBeNull();
  Object.defineProperty(disableAt, "validity", { value: { badInput: false }, configurable: true });
  fireEvent.input(disableAt, { target: { value: "2040-12-31T08:00" } });
  expect(await screen.findByText(/^They are offboarded on .*2040/)).toBeVisible();
  fireEvent.input(disableAt, { target: { value: "0204-12-31T08:00" } });
  await user.click(screen.getByRole("button", { name: "Offboard" }));
  expect(await screen.findByText(/^This time is over/)).toBeVisible();
  fireEvent.input(disableAt, { target: { value: "" } });

  // What is half typed in a date that isn't asked for any more hides nothing.
  await user.click(screen.getByRole("radio", { name: "Stays in the mailbox" }));
  const until = screen.getByLabelText(/^Until/);
  Object.defineProperty(until, "validity", { value: { badInput: true }, configurable: true });
  fireEvent.blur(until);
  await waitFor(() => expect(screen.queryByText(/^They are offboarded/)).toBeNull());
  await user.click(screen.getByRole("radio", { name: "Is refused" }));
  expect(await screen.findByText(/^They are offboarded at once/)).toBeVisible();

  await user.click(screen.getByRole("button", { name: "Offboard" }));
  expect(sent).toEqual([]);
  await user.type(screen.getByLabelText("Type 1200 to offboard so many users"), "1200");
  await user.click(screen.getByRole("button", { name: "Offboard" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    selection: { filter: {} },
    offboarding: { mail: "CLOSED", disableAt: null },
  });
});
