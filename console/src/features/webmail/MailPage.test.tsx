import "@testing/layout";
import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import MailPage from "./MailPage";
import { FOLDERS, folder, mailbox, message, playMail, row } from "./mail.fixtures";

const ALL = "/mail/:folderId?/:uid?";

function open(at = "/mail/inbox") {
  return renderPage(<MailPage />, { path: ALL, at, messages: "webmail" });
}

describe("the list of messages", () => {
  test("opens with the inbox, says what is unread, and counts it in the title", async () => {
    playMail();
    const { router } = await open("/mail");
    const link = await screen.findByRole("link", { name: /Unread: Bob Stone.*Subject 3/ });
    expect(link).toHaveAttribute("href", "/mail/inbox/3");
    expect(router.state.location.pathname).toBe("/mail/inbox");
    expect(screen.getByRole("link", { name: /Inbox 1 unread/ })).toHaveAttribute(
      "aria-current",
      "page",
    );
    expect(document.title).toBe("(1) Inbox · Muster");
    expect(screen.getByRole("link", { name: "Cranes" })).toBeVisible();
  });

  test("keeps search and filters in the address", async () => {
    const post = playMail();
    const { user, router } = await open();
    const field = await screen.findByRole("textbox", { name: "Search in this folder" });
    await user.type(field, "anchor{Enter}");
    await waitFor(() => expect(router.state.location.search).toBe("?query=anchor"));
    await user.click(screen.getByRole("button", { name: "Unread" }));
    await waitFor(() => expect(post.lists.at(-1)).toContain("unseen=true&query=anchor"));
    await user.click(screen.getByRole("button", { name: "Conversations" }));
    await waitFor(() => expect(post.lists.at(-1)).toContain("threads=false"));
    await user.click(screen.getByRole("button", { name: "Clear the search" }));
    await waitFor(() => expect(router.state.location.search).toBe("?threads=false&unseen=true"));
  });

  test("says so when nothing is found, and shows all again", async () => {
    playMail({ rows: [] });
    const { user, router } = await open("/mail/inbox?query=nothing");
    await user.click(await screen.findByRole("button", { name: "Show all messages" }));
    expect(router.state.location.search).toBe("");
    expect(await screen.findByText("New mail shows up here by itself.")).toBeVisible();
  });

  test("says where the counting of unread messages ended", async () => {
    playMail({ folders: [folder("inbox", { role: "INBOX", messages: 200_000, unseen: 10_000 })] });
    await open();
    expect(await screen.findByRole("link", { name: /Inbox 10,000\+ unread/ })).toBeVisible();
  });

  test("fetches older messages as one gets there and never draws all of them", async () => {
    const rows = Array.from({ length: 180 }, (_, index) => row(1_000 - index));
    const post = playMail({ rows });
    await open();
    await screen.findByText("180 messages");
    await screen.findByRole("link", { name: /Subject 1000/ });
    expect(post.lists).toHaveLength(1);
    expect(screen.getAllByRole("listitem").length).toBeLessThan(60);
  });

  test("flags a message at once", async () => {
    const post = playMail();
    const { user } = await open();
    const star = await screen.findByRole("button", { name: "Flag “Subject 2”" });
    await user.click(star);
    expect(star).toHaveAttribute("aria-pressed", "true");
    await waitFor(() =>
      expect(post.asked).toEqual([{ act: "inbox mark", body: { uids: [2], flagged: true } }]),
    );
  });

  test("deletes what is selected, all of a conversation, and takes it back", async () => {
    const post = playMail({
      rows: [row(3, { threadId: "t", threadMessages: 2 }), row(2, { threadId: "t" }), row(1)],
    });
    const { user } = await open();
    await user.click(await screen.findByRole("checkbox", { name: "Select “Subject 3”" }));
    const bar = within(screen.getByRole("toolbar", { name: "Selected messages" }));
    expect(bar.getByText("1 selected")).toBeVisible();
    await user.click(bar.getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(post.asked).toHaveLength(1));
    expect(post.asked[0]).toEqual({
      act: "inbox delete",
      body: { uids: [3, 2], forGood: false },
    });
    expect(await screen.findByText("2 messages moved to Trash")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() =>
      expect(post.asked[1]).toEqual({
        act: "trash move",
        body: { uids: [72, 73], folderId: "inbox" },
      }),
    );
  });

  test("deletes one message of a conversation where messages are shown by themselves", async () => {
    const post = playMail({
      rows: [
        row(3, { threadId: "t", threadMessages: 2, threadUnseen: 1 }),
        row(2, { threadId: "t", threadMessages: 2, threadUnseen: 1, seen: false }),
      ],
    });
    const { user } = await open("/mail/inbox?threads=false");
    expect(await screen.findByRole("link", { name: /^Unread: .*Subject 2/ })).toBeVisible();
    expect(screen.queryByRole("link", { name: /^Unread: .*Subject 3/ })).toBeNull();
    await user.click(screen.getByRole("checkbox", { name: "Select “Subject 3”" }));
    const bar = within(screen.getByRole("toolbar", { name: "Selected messages" }));
    await user.click(bar.getByRole("button", { name: "Delete" }));
    await waitFor(() =>
      expect(post.asked).toEqual([{ act: "inbox delete", body: { uids: [3], forGood: false } }]),
    );
  });

  test("moves to a folder that is found by its name", async () => {
    const post = playMail();
    const { user } = await open();
    await user.click(await screen.findByRole("checkbox", { name: "Select “Subject 1”" }));
    await user.click(screen.getByRole("button", { name: "Move to folder" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Move 1 message to" }));
    await user.type(dialog.getByRole("textbox", { name: "Find a folder" }), "cran");
    expect(dialog.queryByRole("button", { name: "Sent" })).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Cranes" }));
    await waitFor(() =>
      expect(post.asked).toEqual([{ act: "inbox move", body: { uids: [1], folderId: "cranes" } }]),
    );
  });

  test("shows a message that came meanwhile", async () => {
    const post = playMail();
    await open();
    await screen.findByRole("link", { name: /Subject 3/ });
    post.rows = [row(4, { subject: "Just came", seen: false }), ...post.rows];
    post.state = "2";
    expect(
      await screen.findByRole("link", { name: /Just came/ }, { timeout: 12_000 }),
    ).toBeVisible();
  });

  test("offers nothing that the mailbox doesn't allow", async () => {
    playMail({
      mailboxes: [mailbox(), mailbox({ id: "desk", name: "Desk", mine: false, rights: ["READ"] })],
      folders: [...FOLDERS, folder("d1", { mailboxId: "desk", role: "INBOX", name: "INBOX" })],
      rows: [row(9, { folderId: "d1" })],
    });
    const { user } = await open("/mail/d1");
    await user.click(await screen.findByRole("checkbox", { name: "Select “Subject 9”" }));
    expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Flag “/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /Actions for/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Desk" })).toHaveAttribute("aria-expanded", "true");
  });

  test("tells of which organization a mailbox is in which one is a guest", async () => {
    const desk = mailbox({ id: "desk", name: "Desk", mine: false, organization: "Globex" });
    playMail({
      mailboxes: [mailbox(), desk],
      folders: [...FOLDERS, folder("d1", { mailboxId: "desk", role: "INBOX", name: "INBOX" })],
      rows: [row(9, { folderId: "d1" })],
    });
    await open("/mail/d1");
    expect(await screen.findByRole("button", { name: "Desk (Globex)" })).toBeVisible();
  });

  test("says what went wrong and tries again", async () => {
    const post = playMail();
    server.use(
      http.get("/api/v1/me/mail/folders/inbox/messages", () =>
        HttpResponse.json(
          { type: "urn:problem:kernel:fault", title: "The store is away", status: 500 },
          { status: 500 },
        ),
      ),
    );
    const { user } = await open();
    expect(await screen.findByText("The store is away")).toBeVisible();
    playMail(post);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: /Subject 3/ })).toBeVisible();
  });

  test("puts back what could not be deleted", async () => {
    playMail();
    server.use(
      http.post("/api/v1/me/mail/folders/inbox/messages/actions/delete", () =>
        HttpResponse.json(
          { type: "urn:problem:access:read-only", title: "You came to look only", status: 403 },
          { status: 403 },
        ),
      ),
    );
    const { user } = await open();
    await user.click(await screen.findByRole("checkbox", { name: "Select “Subject 1”" }));
    await user.click(screen.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("You came to look only")).toBeVisible();
    expect(await screen.findByRole("link", { name: /Subject 1/ })).toBeVisible();
  });

  test("says so when there is no mailbox, or no such folder", async () => {
    playMail({ mailboxes: [] });
    const { unmount } = await open();
    expect(await screen.findByText("You have no mailbox")).toBeVisible();
    unmount();
    playMail();
    await open("/mail/elsewhere");
    expect(await screen.findByText("There is no such folder")).toBeVisible();
  });

  test("makes a folder", async () => {
    const post = playMail();
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "Actions for Inbox" }));
    await user.click(screen.getByRole("menuitem", { name: "Create folder" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByRole("textbox", { name: "Name" }), "Made");
    await user.click(dialog.getByRole("button", { name: "Create folder" }));
    await waitFor(() => expect(post.asked).toEqual([{ act: "create", body: { name: "Made" } }]));
  });
});

describe("the keys of the mail pages", () => {
  test("go through the list, open, flag, select and delete", async () => {
    const post = playMail();
    const { user, router } = await open();
    await screen.findByRole("link", { name: /Subject 3/ });
    await user.keyboard("j");
    await waitFor(() => expect(screen.getByRole("link", { name: /Subject 3/ })).toHaveFocus());
    await user.keyboard("jj");
    await waitFor(() => expect(screen.getByRole("link", { name: /Subject 1/ })).toHaveFocus());
    await user.keyboard("k");
    await waitFor(() => expect(screen.getByRole("link", { name: /Subject 2/ })).toHaveFocus());
    await user.keyboard("s");
    await waitFor(() =>
      expect(post.asked.at(-1)).toEqual({
        act: "inbox mark",
        body: { uids: [2], flagged: true },
      }),
    );
    await user.keyboard("{Enter}");
    expect(await screen.findByText("The text of 2")).toBeVisible();
    expect(router.state.location.pathname).toBe("/mail/inbox/2");
    await user.keyboard("j");
    expect(await screen.findByText("The text of 1")).toBeVisible();
    await user.keyboard("u");
    await waitFor(() => expect(router.state.location.pathname).toBe("/mail/inbox"));
    await user.keyboard("x#");
    await waitFor(() =>
      expect(post.asked.at(-1)).toEqual({
        act: "inbox delete",
        body: { uids: [1], forGood: false },
      }),
    );
  });

  test("are letters where somebody types", async () => {
    const post = playMail();
    const { user, router } = await open();
    await screen.findByRole("link", { name: /Subject 3/ });
    await user.keyboard("/");
    const field = screen.getByRole("textbox", { name: "Search in this folder" });
    expect(field).toHaveFocus();
    await user.keyboard("cju#");
    expect(field).toHaveValue("cju#");
    expect(post.asked).toEqual([]);
    expect(router.state.location.pathname).toBe("/mail/inbox");
  });

  test("are told by ?, and do nothing below a dialog", async () => {
    playMail();
    const { user, router } = await open();
    await screen.findByRole("link", { name: /Subject 3/ });
    await user.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keys" });
    expect(within(dialog).getByText("Write a message")).toBeVisible();
    await user.keyboard("c");
    expect(router.state.location.pathname).toBe("/mail/inbox");
  });
});

describe("a message that is read", () => {
  test("shows its conversation with the newest open and quotes folded", async () => {
    playMail({
      rows: [
        row(5, { threadId: "t", threadMessages: 2 }),
        row(4, { threadId: "t", preview: "The older one" }),
      ],
      messages: [
        message(5, {
          threadId: "t",
          text: "See https://example.org/a?b=1.\n\n> an old line\n<b>not bold</b>",
        }),
      ],
    });
    const { user } = await open("/mail/inbox/5");
    const link = await screen.findByRole("link", { name: "https://example.org/a?b=1" });
    expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
    expect(screen.getByText(/<b>not bold<\/b>/)).toBeVisible();
    const reading = within(screen.getByRole("region", { name: "Message" }));
    expect(reading.getByText("The older one")).toBeVisible();
    expect(screen.queryByText("an old line")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show 1 quoted line" }));
    expect(screen.getByText("an old line")).toBeVisible();
  });

  test("is shown and acted on where its conversation is too long to be told whole", async () => {
    const post = playMail({
      rows: [row(5, { threadId: "t", threadMessages: 300 })],
      messages: [message(5, { threadId: "t", receivedAt: "2026-02-01T09:00:00Z" })],
    });
    const told = [
      row(4, { threadId: "t", preview: "The first", receivedAt: "2026-01-01T09:00:00Z" }),
      row(6, { threadId: "t", preview: "The last", receivedAt: "2026-03-01T09:00:00.5Z" }),
    ];
    server.use(
      http.get("/api/v1/me/mail/folders/inbox/threads/t", () => HttpResponse.json({ items: told })),
      http.get("/api/v1/me/mail/folders/inbox/messages/6", () =>
        HttpResponse.json(message(6, { threadId: "t" })),
      ),
    );
    const { user } = await open("/mail/inbox/5");
    expect(await screen.findByText("The text of 5")).toBeVisible();
    expect(await screen.findByText("The text of 6")).toBeVisible();
    const reading = screen.getByRole("region", { name: "Message" });
    expect(
      [...reading.querySelectorAll(".muster-mail-item")].map((one) => one.textContent),
    ).toEqual([
      expect.stringContaining("The first"),
      expect.stringContaining("The text of 5"),
      expect.stringContaining("The text of 6"),
    ]);
    await user.click(within(reading).getByRole("button", { name: "Delete" }));
    await waitFor(() =>
      expect(post.asked).toEqual([
        { act: "inbox delete", body: { uids: [5, 4, 6], forGood: false } },
      ]),
    );
  });

  test("is not read again when something changes, but its marks are", async () => {
    const post = playMail();
    let reads = 0;
    server.use(
      http.get("/api/v1/me/mail/folders/inbox/messages/2", () => {
        reads += 1;
      }),
    );
    const { user } = await open("/mail/inbox/2");
    await screen.findByText("The text of 2");
    post.rows = [row(4, { subject: "Just came" }), row(3), row(2, { flagged: true }), row(1)];
    post.state = "2";
    await screen.findByRole("link", { name: /Just came/ }, { timeout: 12_000 });
    await user.click(screen.getByRole("button", { name: "More actions for this conversation" }));
    expect(await screen.findByRole("menuitem", { name: "Remove the flag" })).toBeVisible();
    expect(reads).toBe(1);
  });

  test("shows HTML in a frame without scripts, and pictures of others only when asked", async () => {
    playMail({ messages: [message(2, { html: true, remoteImages: true })] });
    const { user } = await open("/mail/inbox/2");
    const frame = await screen.findByTitle("What is written in this message");
    expect(frame).toHaveAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
    expect(frame).toHaveAttribute("src", "/api/v1/me/mail/folders/inbox/messages/2/html");
    await user.click(screen.getByRole("button", { name: "Show remote images" }));
    expect(screen.getByTitle("What is written in this message")).toHaveAttribute(
      "src",
      "/api/v1/me/mail/folders/inbox/messages/2/html?remoteImages=true",
    );
  });

  test("offers its files", async () => {
    const file = {
      part: "2",
      name: "plan.pdf",
      type: "application/pdf",
      octets: 4_096,
      inline: false,
    };
    playMail({ messages: [message(2, { attachments: [file] })] });
    await open("/mail/inbox/2");
    const link = await screen.findByRole("link", { name: /plan.pdf.*4 KiB/ });
    expect(link).toHaveAttribute("href", "/api/v1/me/mail/folders/inbox/messages/2/parts/2");
  });

  test("is marked as read after a moment", async () => {
    const post = playMail();
    await open("/mail/inbox/3");
    await screen.findByText("The text of 3");
    await waitFor(() =>
      expect(post.asked).toEqual([{ act: "inbox mark", body: { uids: [3], seen: true } }]),
    );
  });

  test("is answered by a key", async () => {
    playMail();
    const { user, router } = await open("/mail/inbox/2");
    await screen.findByText("The text of 2");
    await user.keyboard("a");
    await waitFor(() => expect(router.state.location.pathname).toBe("/mail/compose"));
    expect(router.state.location.search).toBe("?replyAll=inbox%2F2&mailbox=own");
  });

  test("that is gone says so", async () => {
    playMail();
    await open("/mail/inbox/99");
    expect(await screen.findByText("This message is not here any more")).toBeVisible();
  });
});
