import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import UsersPage from "./UsersPage";

test("the list is narrowed to a domain of the organization", async () => {
  const asked: (string | null)[] = [];
  const acme = "/api/v1/organizations/acme";
  server.use(
    http.get(`${acme}/users`, ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("domain"));
      return HttpResponse.json({ items: [], next: null, previous: null });
    }),
    http.get(`${acme}/users/count`, () => HttpResponse.json({ count: 0 })),
    http.get(`${acme}/domains`, () =>
      HttpResponse.json({
        items: [{ name: "acme.example", displayName: "acme.example" }],
        next: null,
        previous: null,
      }),
    ),
  );
  await renderPage(<UsersPage />, {
    messages: "users",
    path: "/organizations/:organizationId/users",
    at: "/organizations/acme/users?domain=acme.example",
    permissions: ["users:read", "domains:read"],
  });
  expect(await screen.findByText("acme.example")).toBeVisible();
  await waitFor(() => expect(asked.at(-1)).toBe("acme.example"));
});
