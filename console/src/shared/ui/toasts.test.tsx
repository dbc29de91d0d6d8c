import { renderPage } from "@testing/render-page";
import { act, screen, waitForElementToBeRemoved } from "@testing-library/react";
import { expect, test } from "vitest";
import { toast } from "./toasts";

test("a toast goes when the link in it is followed", async () => {
  const { user } = await renderPage(<p>Users</p>);
  act(() => {
    const body = <a href="#job">Watch the job</a>;
    toast({ variant: "info", title: "Started for 4 users", body });
  });
  await user.click(await screen.findByText("Started for 4 users", { exact: false }));
  const link = screen.getByRole("link", { name: "Watch the job" });
  expect(link).toBeVisible();
  await Promise.all([waitForElementToBeRemoved(link), user.click(link)]);
});
