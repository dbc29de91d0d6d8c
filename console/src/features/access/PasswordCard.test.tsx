import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { PasswordCard } from "./PasswordCard";

test("whose password is in a directory is told in which, and changes it there", async () => {
  server.use(
    http.get("/api/v1/me/password", () =>
      HttpResponse.json({
        inDirectory: true,
        directory: "Head office",
        setAt: null,
        expiresAt: null,
        changeAllowed: false,
        minimumLength: 15,
        maximumLength: 256,
        composition: { digits: 0, capitals: 0, smallLetters: 0, symbols: 0 },
      }),
    ),
  );
  await renderPage(<PasswordCard />, { messages: "access", path: "/", at: "/" });
  expect(await screen.findByText(/in the directory Head office/)).toBeVisible();
  expect(screen.queryByRole("button")).toBeNull();
});
