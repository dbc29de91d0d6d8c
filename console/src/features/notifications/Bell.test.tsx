import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, test, vi } from "vitest";
import Bell from "./Bell";

describe("the bell", () => {
  test.each([
    { count: 0, says: "Notices, none unread", shows: "" },
    { count: 1, says: "Notices, one unread", shows: "1" },
    { count: 9, says: "Notices, 9 unread", shows: "9" },
    { count: 10, says: "Notices, 9+ unread", shows: "9+" },
    { count: 1_234, says: "Notices, 9+ unread", shows: "9+" },
  ])("tells of $count unread notices", async ({ count, says, shows }) => {
    await open(count);
    const bell = await screen.findByRole("button", { name: says });
    expect(bell.textContent).toBe(shows);
  });

  test("shows more than nine unread notices as 9+, and opens the drawer", async () => {
    const { user, onToggle } = await open(10);
    await user.click(await screen.findByRole("button", { name: "Notices, 9+ unread" }));
    expect(onToggle).toHaveBeenCalledOnce();
  });
});

async function open(count: number) {
  server.use(http.get("/api/v1/me/notices/unread", () => HttpResponse.json({ count })));
  const onToggle = vi.fn();
  const page = await renderPage(<Bell isOpen={false} onToggle={onToggle} />, {
    messages: "notifications",
  });
  return { ...page, onToggle };
}
