import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import RegistrationSettingsPage from "./RegistrationSettingsPage";
import { registrationSettingsRoute } from "./routes";

test("registration is opened and closed", async () => {
  let open = false;
  const versions: (string | null)[] = [];
  const state = () => HttpResponse.json({ open }, { headers: { ETag: open ? '"2"' : '"1"' } });
  server.use(
    http.get("/api/v1/registration-settings", state),
    http.put("/api/v1/registration-settings", async ({ request }) => {
      versions.push(request.headers.get("If-Match"));
      open = ((await request.json()) as { open: boolean }).open;
      return state();
    }),
  );
  const { user } = await renderPage(<RegistrationSettingsPage />, {
    path: registrationSettingsRoute.path,
    messages: "invitations",
  });
  const box = await screen.findByRole("checkbox", { name: /Anybody with an e-mail address/ });
  expect(box).not.toBeChecked();
  await user.click(box);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(open).toBe(true));
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Save" })).toHaveAttribute("aria-disabled", "true"),
  );
  await user.click(box);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(open).toBe(false));
  expect(versions).toEqual(['"1"', '"2"']);
});
