import { renderPage } from "@testing/render-page";
import { server } from "@testing/server";
import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import ComposePage from "./ComposePage";
import { ANN, BOB, mailbox, message, playMail } from "./mail.fixtures";
import type { MailDraft } from "./types";

interface Sent {
  readonly to: string;
  readonly body: Record<string, unknown>;
}

const sent: Sent[] = [];

beforeEach(() => {
  sent.length = 0;
  let uid = 70;
  const take = async (to: string, request: Request) => {
    sent.push({ to, body: (await request.json()) as Record<string, unknown> });
    uid += 1;
    return HttpResponse.json({ folderId: "drafts", uid }, { status: 201 });
  };
  server.use(
    http.post("/api/v1/me/mail/drafts", ({ request }) => take("new draft", request)),
    http.put("/api/v1/me/mail/drafts/drafts/:uid", ({ request, params }) =>
      take(`draft ${params.uid}`, request),
    ),
    http.delete("/api/v1/me/mail/drafts/drafts/:uid", ({ params }) => {
      sent.push({ to: `gone ${params.uid}`, body: {} });
      return new HttpResponse(null, { status: 204 });
    }),
    http.post("/api/v1/me/mail/messages", async ({ request }) => {
      const { letter, draft } = (await request.json()) as Record<string, object>;
      sent.push({ to: "send", body: { ...letter, draft } });
      return HttpResponse.json({ folderId: "sent", uid: 1 }, { status: 201 });
    }),
    http.post("/api/v1/me/mail/uploads", ({ request }) =>
      HttpResponse.json(
        {
          id: "up1",
          name: new URL(request.url).searchParams.get("name"),
          type: "text/plain",
          octets: 5,
        },
        { status: 201 },
      ),
    ),
  );
});

async function open(search = "") {
  const page = await renderPage(<ComposePage />, {
    path: "/mail/compose",
    at: `/mail/compose${search}`,
    messages: "webmail",
  });
  await screen.findByRole("textbox", { name: "Subject" });
  return page;
}

function refusal(status: number, type: string, detail?: string) {
  return HttpResponse.json(
    { type: `urn:problem:${type}`, title: "Refused", status, detail },
    { status },
  );
}

function keptLetter(change: Partial<MailDraft> = {}): MailDraft {
  return {
    mailboxId: "own",
    to: [BOB],
    cc: [],
    bcc: [],
    subject: "Kept",
    text: "As it was",
    answerTo: null,
    attachments: [],
    ...change,
  };
}

const to = () => screen.getByRole("combobox", { name: "To" });
const subject = () => screen.getByRole("textbox", { name: "Subject" });
const text = () => screen.getByRole("textbox", { name: "Message" });

describe("writing a message", () => {
  test("takes recipients as they are typed and pasted, and sends by Ctrl+Enter", async () => {
    playMail();
    const { user, router } = await open();
    await user.type(to(), "bob@acme.example,");
    await user.paste('"Young, Cid" <cid@acme.example>; dora@acme.example');
    expect(screen.getByText("Young, Cid")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Remove dora@acme.example" }));
    await user.type(to(), "eve@acme.example");
    await user.type(subject(), "Cranes");
    await user.type(text(), "Come at nine.");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(sent.at(-1)?.to).toBe("send"));
    expect(sent.at(-1)?.body).toMatchObject({
      mailboxId: "own",
      to: [
        { name: "", address: "bob@acme.example" },
        { name: "Young, Cid", address: "cid@acme.example" },
        { name: "", address: "eve@acme.example" },
      ],
      cc: [],
      subject: "Cranes",
      text: "Come at nine.",
    });
    expect(await screen.findByText("Message sent")).toBeVisible();
    await waitFor(() => expect(router.state.location.pathname).not.toBe("/mail/compose"));
  });

  test("names what is no address, and sends nothing then", async () => {
    playMail();
    const { user } = await open();
    await user.type(to(), "nobody{Enter}");
    expect(screen.getByText(/nobody: that is no e-mail address/)).toBeVisible();
    await user.type(subject(), "Hello");
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(sent.filter((one) => one.to === "send")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Remove nobody" }));
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("Name somebody who gets the message.")).toBeVisible();
  });

  test("shows a refusal at the recipient who was refused", async () => {
    playMail();
    server.use(
      http.post("/api/v1/me/mail/messages", () =>
        HttpResponse.json(
          {
            type: "urn:problem:kernel:invalid",
            title: "Not sent",
            status: 422,
            errors: [
              { field: "to[1].address", code: "unknown", message: "there is no such user here." },
            ],
          },
          { status: 422 },
        ),
      ),
    );
    const { user } = await open();
    await user.type(to(), "bob@acme.example, gone@acme.example,");
    await user.type(subject(), "Hello");
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("gone@acme.example: there is no such user here.")).toBeVisible();
    expect(subject()).toHaveValue("Hello");
  });

  test("reminds of a missing subject and a missing file, once", async () => {
    playMail();
    const { user } = await open("?to=bob@acme.example");
    await user.type(text(), "The plan is attached.");
    await user.click(screen.getByRole("button", { name: "Send" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Send it like this?" }));
    expect(dialog.getByText("The message has no subject.")).toBeVisible();
    expect(dialog.getByText(/mentions an attachment/)).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Send anyway" }));
    await waitFor(() => expect(sent.at(-1)?.to).toBe("send"));
  });

  test("keeps a draft by itself, replaces it, and sends it as that", async () => {
    playMail();
    const { user, router } = await open();
    await user.type(to(), "bob@acme.example,");
    await user.type(subject(), "Cranes");
    expect(await screen.findByText(/^Saved at /)).toBeVisible();
    expect(sent.map((one) => one.to)).toEqual(["new draft"]);
    expect(router.state.location.search).toBe("?draft=drafts%2F71");
    await user.type(text(), "More");
    await waitFor(() => expect(sent.at(-1)?.to).toBe("draft 71"));
    await user.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(sent.at(-1)?.to).toBe("send"));
    expect(sent.at(-1)?.body).toMatchObject({
      draft: { folderId: "drafts", uid: 72 },
      text: "More",
    });
  });

  test("is sent once, however often a broken connection makes one try", async () => {
    playMail();
    server.use(
      http.put("/api/v1/me/mail/drafts/drafts/:uid", () => refusal(404, "kernel:not-found")),
      http.post("/api/v1/me/mail/messages", async ({ request }) => {
        const isFirst = sent.every((one) => one.to !== "send");
        sent.push({ to: "send", body: (await request.json()) as Sent["body"] });
        return isFirst
          ? HttpResponse.error()
          : refusal(409, "webmail:draft-gone", "It was sent already, or deleted.");
      }),
    );
    const { user, router } = await open("?to=bob@acme.example");
    await user.type(subject(), "Cranes");
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText(/^The server can’t be reached/)).toBeVisible();
    expect(router.state.location.search).toBe("?draft=drafts%2F71");
    // What is written now must not become another draft, from which it would be sent again.
    await user.type(text(), "More");
    expect(await screen.findByText(/Not saved\. It was sent already, or deleted\./)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("It was sent already, or deleted.")).toBeVisible();
    expect(sent.map((one) => one.to)).toEqual(["new draft", "send", "send"]);
    const draft = { folderId: "drafts", uid: 71 };
    expect(sent[1]?.body).toMatchObject({ draft });
    expect(sent[2]?.body).toMatchObject({ draft });
  });

  test("is not sent when it could not be kept", async () => {
    playMail();
    server.use(
      http.post("/api/v1/me/mail/drafts", () =>
        refusal(409, "mailboxes:full", "The mailbox is full."),
      ),
    );
    const { user } = await open("?to=bob@acme.example");
    await user.type(subject(), "Cranes");
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("The mailbox is full.")).toBeVisible();
    expect(sent).toEqual([]);
  });

  test("is kept anew when its draft was deleted elsewhere", async () => {
    playMail();
    server.use(
      http.get("/api/v1/me/mail/drafts/drafts/70", () => HttpResponse.json(keptLetter())),
      http.put("/api/v1/me/mail/drafts/drafts/70", () => refusal(404, "kernel:not-found")),
    );
    const { user, router } = await open("?draft=drafts/70");
    await user.type(text(), " and more");
    expect(await screen.findByText(/^Saved at /)).toBeVisible();
    expect(sent).toMatchObject([{ to: "new draft", body: { text: "As it was and more" } }]);
    expect(router.state.location.search).toBe("?draft=drafts%2F71");
  });

  test("finds the files of its draft again after a failure, and sends them from there", async () => {
    playMail();
    let reads = 0;
    const files = (uid: number) => ({
      attachments: [
        {
          folderId: "drafts",
          uid,
          part: "2",
          name: "plan.pdf",
          type: "application/pdf",
          octets: 9,
        },
      ],
    });
    server.use(
      http.get("/api/v1/me/mail/drafts/drafts/70", () =>
        sent.length === 0
          ? HttpResponse.json(keptLetter(files(70)))
          : refusal(404, "kernel:not-found"),
      ),
      http.get("/api/v1/me/mail/drafts/drafts/71", () => {
        reads += 1;
        return reads === 1
          ? refusal(503, "kernel:busy", "Try again in a moment.")
          : HttpResponse.json(keptLetter(files(71)));
      }),
    );
    const { user, router } = await open("?draft=drafts/70");
    await user.type(text(), " and more");
    expect(await screen.findByText(/^Saved at /)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("Try again in a moment.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(router.state.location.pathname).not.toBe("/mail/compose"));
    expect(sent.map((one) => one.to)).toEqual(["draft 70", "send"]);
    expect(sent[1]?.body).toMatchObject({
      draft: { folderId: "drafts", uid: 71 },
      attachments: [{ folderId: "drafts", uid: 71, part: "2" }],
    });
  });

  test("asks before it is left while a file is on its way", async () => {
    playMail();
    server.use(http.post("/api/v1/me/mail/uploads", () => new Promise<never>(() => {})));
    const { user, router } = await open("?to=bob@acme.example");
    const input = screen.getByLabelText<HTMLInputElement>("Attach files", { selector: "input" });
    await user.upload(input, new File(["hello"], "plan.txt"));
    expect(await screen.findByText("Files are still on their way.")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Mail" }));
    const asked = () => screen.findByRole("dialog", { name: /Leave without the files/ });
    await user.click(within(await asked()).getByRole("button", { name: "Stay here" }));
    expect(router.state.location.pathname).toBe("/mail/compose");
    await user.type(subject(), "Plan");
    await user.click(screen.getByRole("link", { name: "Mail" }));
    await user.click(within(await asked()).getByRole("button", { name: "Leave without them" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/mail"));
    expect(sent).toMatchObject([{ to: "new draft", body: { subject: "Plan" } }]);
  });

  test("is saved when it is left, and asks only when that fails", async () => {
    playMail();
    server.use(
      http.post("/api/v1/me/mail/drafts", () =>
        HttpResponse.json(
          { type: "urn:problem:mailboxes:full", title: "The mailbox is full", status: 409 },
          { status: 409 },
        ),
      ),
    );
    const { user, router } = await open();
    await user.type(subject(), "Cranes");
    await user.click(screen.getByRole("link", { name: "Mail" }));
    const dialog = within(await screen.findByRole("dialog", { name: /Leave without saving/ }));
    await user.click(dialog.getByRole("button", { name: "Stay here" }));
    expect(router.state.location.pathname).toBe("/mail/compose");
    expect(screen.getByText(/The mailbox is full/)).toBeVisible();
    server.use(
      http.post("/api/v1/me/mail/drafts", () =>
        HttpResponse.json({ folderId: "drafts", uid: 90 }, { status: 201 }),
      ),
    );
    await user.click(screen.getByRole("link", { name: "Mail" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/mail"));
    expect(await screen.findByText("Saved as a draft")).toBeVisible();
  });

  test("takes files, and refuses those that are too large before they are sent", async () => {
    playMail();
    const { user } = await open("?to=bob@acme.example");
    const large = new File(["x"], "film.mp4");
    Object.defineProperty(large, "size", { value: 26 * 1024 * 1024 });
    const input = screen.getByLabelText<HTMLInputElement>("Attach files", { selector: "input" });
    await user.upload(input, [new File(["hello"], "plan.txt"), large]);
    expect(await screen.findByText("plan.txt")).toBeVisible();
    expect(await screen.findByText(/film.mp4: larger than 25 MiB/)).toBeVisible();
    await user.type(subject(), "Plan");
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Remove plan.txt" })).toBeVisible(),
    );
    await user.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(sent.at(-1)?.to).toBe("send"));
    expect(sent.at(-1)?.body).toMatchObject({ attachments: [{ upload: "up1" }] });
  });

  test("is thrown away with its draft", async () => {
    playMail();
    server.use(
      http.get("/api/v1/me/mail/drafts/drafts/:uid", () => HttpResponse.json(keptLetter())),
    );
    const { user } = await open("?draft=drafts/70");
    expect(subject()).toHaveValue("Kept");
    await user.click(screen.getByRole("button", { name: "Discard message" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Discard message" }));
    await waitFor(() => expect(sent.map((one) => one.to)).toEqual(["gone 70"]));
  });
});

describe("an answer", () => {
  const asked = message(5, {
    from: BOB,
    to: [ANN, { name: "Cid", address: "cid@acme.example" }],
    cc: [{ name: "Dora", address: "dora@acme.example" }],
    subject: "AW: Cranes",
    text: "When?\n> Tomorrow",
    attachments: [{ part: "2", name: "a.pdf", type: "application/pdf", octets: 9, inline: false }],
  });

  test("goes to the writer and quotes him", async () => {
    playMail({ messages: [asked] });
    const { user } = await open("?reply=inbox/5&mailbox=own");
    expect(screen.getByText("Bob Stone")).toBeVisible();
    expect(screen.queryByText("Cid")).toBeNull();
    expect(subject()).toHaveValue("Re: Cranes");
    expect((text() as HTMLTextAreaElement).value).toMatch(
      /^\n\nOn .*, Bob Stone <bob@acme.example> wrote:\n> When\?\n>> Tomorrow$/,
    );
    await user.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(sent.at(-1)?.to).toBe("send"));
    expect(sent.at(-1)?.body).toMatchObject({
      answerTo: { folderId: "inbox", uid: 5, kind: "REPLY" },
      attachments: [],
    });
  });

  test("to all leaves out oneself", async () => {
    playMail({ messages: [asked] });
    await open("?replyAll=inbox/5");
    const recipients = within(screen.getByRole("list", { name: "Recipients in To" }));
    expect(recipients.getAllByRole("listitem").map((one) => one.textContent)).toEqual([
      "Bob Stone",
      "Cid",
    ]);
    expect(screen.getByText("Dora")).toBeVisible();
  });

  test("forwarded takes the files along", async () => {
    playMail({ messages: [asked] });
    const { user } = await open("?forward=inbox/5");
    expect(subject()).toHaveValue("Fwd: AW: Cranes");
    expect(screen.getByText("a.pdf")).toBeVisible();
    await user.type(to(), "eve@acme.example");
    await user.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(sent.at(-1)?.to).toBe("send"));
    expect(sent.at(-1)?.body).toMatchObject({
      to: [{ name: "", address: "eve@acme.example" }],
      attachments: [{ folderId: "inbox", uid: 5, part: "2" }],
    });
  });

  test("to what came to a shared mailbox goes out under its address", async () => {
    playMail({
      messages: [asked],
      mailboxes: [
        mailbox(),
        mailbox({ id: "desk", name: "Desk", address: "desk@acme.example", mine: false }),
      ],
    });
    await open("?reply=inbox/5&mailbox=desk");
    expect(screen.getByRole("combobox", { name: "From" })).toHaveValue("desk");
  });
});
