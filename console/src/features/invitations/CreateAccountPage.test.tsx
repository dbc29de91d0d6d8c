import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import CreateAccountPage from "./CreateAccountPage";
import { createAccountRoute } from "./routes";

const SHOWN = { path: createAccountRoute.path, messages: "invitations" };

test("an address is proved by the code before anything else is asked", async () => {
  server.use(
    http.get("/api/v1/registration", () => HttpResponse.json({ open: true })),
    http.post("/api/v1/registration/codes", () =>
      HttpResponse.json({ id: "c0de" }, { status: 202 }),
    ),
    http.post("/api/v1/registration/proofs", () => HttpResponse.json({ token: "abc" })),
    http.get("/api/v1/registrations/abc", () =>
      HttpResponse.json({
        address: "ann@far.example",
        firstName: "",
        lastName: "",
        organizationName: null,
        invitedBy: null,
        homeName: null,
        expiresAt: "2099-01-01T00:00:00Z",
      }),
    ),
  );
  const { user } = await renderPage(<CreateAccountPage />, SHOWN);
  await user.type(
    await screen.findByRole("textbox", { name: /E-mail address/ }),
    "ann@far.example",
  );
  await user.click(screen.getByRole("button", { name: "Send the code" }));
  await user.type(await screen.findByRole("textbox", { name: /Code/ }), "1234 5678");
  await user.click(screen.getByRole("button", { name: "Continue" }));
  expect(await screen.findByRole("textbox", { name: /First name/ })).toBeVisible();
  expect(screen.getByText(/Your address is confirmed/)).toBeVisible();
});

test("where nobody registers the page says so", async () => {
  server.use(http.get("/api/v1/registration", () => HttpResponse.json({ open: false })));
  await renderPage(<CreateAccountPage />, SHOWN);
  expect(await screen.findByRole("heading", { name: "Nobody registers here" })).toBeVisible();
});
