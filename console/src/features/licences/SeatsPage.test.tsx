import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import SeatsPage from "./SeatsPage";

function withSeats(seats: object) {
  server.use(
    http.get("/api/v1/organizations/acme/seats", () =>
      HttpResponse.json(
        { licensed: null, activated: 12, over: 0, withoutSeat: 0, version: 1, ...seats },
        { headers: { ETag: '"1"' } },
      ),
    ),
  );
  return renderPage(<SeatsPage />, {
    messages: "licences",
    path: "/organizations/:organizationId/seats",
    at: "/organizations/acme/seats",
    permissions: ["users:read"],
  });
}

test("says how many licences are in use and where there is nobody more to activate", async () => {
  await withSeats({ licensed: 10, over: 2, withoutSeat: 3 });
  expect(await screen.findByText("12 of 10 licences in use")).toBeVisible();
  expect(screen.getByText(/2 users more are activated than licensed/)).toBeVisible();
  expect(
    screen.getByRole("link", { name: "3 users are disabled because there was no seat" }),
  ).toHaveAttribute("href", "/organizations/acme/users?withoutSeat=true");
  expect(screen.queryByLabelText("Licensed users")).not.toBeInTheDocument();
});
