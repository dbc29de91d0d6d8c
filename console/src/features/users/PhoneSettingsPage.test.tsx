import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import PhoneSettingsPage from "./PhoneSettingsPage";
import { phoneSettingsRoute } from "./routes";

test("phone numbers are switched off with the version that was read", async () => {
  let numbers = "OPTIONAL";
  const versions: (string | null)[] = [];
  const state = () =>
    HttpResponse.json({ numbers }, { headers: { ETag: numbers === "OFF" ? '"2"' : '"1"' } });
  server.use(
    http.get("/api/v1/phone-settings", state),
    http.put("/api/v1/phone-settings", async ({ request }) => {
      versions.push(request.headers.get("If-Match"));
      numbers = ((await request.json()) as { numbers: string }).numbers;
      return state();
    }),
  );
  const { user } = await renderPage(<PhoneSettingsPage />, {
    path: phoneSettingsRoute.path,
    messages: "users",
  });
  expect(await screen.findByRole("radio", { name: "Optional" })).toBeChecked();
  await user.click(screen.getByRole("radio", { name: "Off" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(numbers).toBe("OFF"));
  expect(versions).toEqual(['"1"']);
});
