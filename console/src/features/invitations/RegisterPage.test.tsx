import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import RegisterPage from "./RegisterPage";
import { registerRoute } from "./routes";

test("what was typed stays when the link is read again in vain", async () => {
  let reads = 0;
  server.use(
    http.get("/api/v1/registrations/abc", () => {
      reads += 1;
      return reads === 1
        ? HttpResponse.json({
            address: "ann@far.example",
            firstName: "Ann",
            lastName: "",
            organizationName: "Acme",
            invitedBy: "Olga",
            homeName: null,
            expiresAt: "2099-01-01T00:00:00Z",
          })
        : HttpResponse.json({ type: "about:blank", status: 503, title: "Away" }, { status: 503 });
    }),
  );
  const { queries, user } = await renderPage(<RegisterPage />, {
    path: registerRoute.path,
    at: "/register?token=abc",
    messages: "invitations",
  });
  await user.type(await screen.findByRole("textbox", { name: /Last name/ }), "Lee");
  await queries.refetchQueries({ queryKey: ["registration"] });
  await waitFor(() => expect(reads).toBeGreaterThan(1));
  expect(screen.getByRole("textbox", { name: /Last name/ })).toHaveValue("Lee");
});
