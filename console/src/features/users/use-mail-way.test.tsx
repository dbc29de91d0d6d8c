import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { useMailWay } from "./use-mail-way";

function Way() {
  const { isDisabled = false, description = "" } = useMailWay("acme");
  return <p>{`${isDisabled ? "disabled" : "possible"} ${description}`}</p>;
}

const AT = { messages: "users", path: "/", at: "/" } as const;

function answer(open: boolean) {
  server.use(http.get("/api/v1/organizations/acme/mail-way", () => HttpResponse.json({ open })));
}

test("password mails are not possible while no mail can be sent, and say so", async () => {
  answer(false);
  await renderPage(<Way />, AT);
  expect(await screen.findByText("disabled No mail can be sent at the moment")).toBeVisible();
});

test("password mails are possible where mails go out", async () => {
  answer(true);
  await renderPage(<Way />, AT);
  expect(await screen.findByText("possible")).toBeVisible();
});
