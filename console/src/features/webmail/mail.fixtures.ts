import { server } from "@testing/server";
import { HttpResponse, http } from "msw";
import type { MailFolder, MailMailbox, MailMessage, MailRow } from "./types";

/** What a page asked to be done, by the last part of the path. */
export interface Asked {
  readonly act: string;
  readonly body: unknown;
}

export const ANN = { name: "Ann Fisher", address: "ann@acme.example" };
export const BOB = { name: "Bob Stone", address: "bob@acme.example" };

const NOW = new Date().toISOString();

export function mailbox(change: Partial<MailMailbox> = {}): MailMailbox {
  return {
    id: "own",
    name: "Ann Fisher",
    address: ANN.address,
    kind: "PERSONAL",
    mine: true,
    rights: ["READ", "WRITE", "DELETE", "FOLDERS", "SEND_AS"],
    limitOctets: 0,
    usedOctets: 0,
    organization: null,
    ...change,
  };
}

export function folder(id: string, change: Partial<MailFolder> = {}): MailFolder {
  const name = id[0]?.toUpperCase() + id.slice(1);
  return { id, mailboxId: "own", name, role: null, messages: 0, unseen: 0, octets: 0, ...change };
}

export const FOLDERS = [
  folder("inbox", { role: "INBOX", messages: 3, unseen: 1 }),
  folder("drafts", { role: "DRAFTS" }),
  folder("sent", { role: "SENT" }),
  folder("archive", { role: "ARCHIVE" }),
  folder("junk", { role: "JUNK" }),
  folder("trash", { role: "TRASH" }),
  folder("harbour", { name: "Harbour" }),
  folder("cranes", { name: "Harbour.Cranes" }),
];

export function row(uid: number, change: Partial<MailRow> = {}): MailRow {
  return {
    folderId: "inbox",
    uid,
    threadId: `thread-${uid}`,
    threadMessages: 1,
    threadUnseen: 0,
    from: BOB,
    to: [ANN],
    subject: `Subject ${uid}`,
    preview: `How message ${uid} begins`,
    receivedAt: NOW,
    octets: 1_000,
    seen: true,
    flagged: false,
    answered: false,
    draft: false,
    attachments: false,
    ...change,
  };
}

export function message(uid: number, change: Partial<MailMessage> = {}): MailMessage {
  const { threadMessages: _m, threadUnseen: _u, preview: _p, ...same } = row(uid);
  return {
    ...same,
    messageIdHeader: `${uid}@acme.example`,
    inReplyTo: "",
    references: [],
    sender: null,
    replyTo: [],
    cc: [],
    bcc: [],
    sentAt: NOW,
    text: `The text of ${uid}`,
    html: false,
    remoteImages: false,
    attachments: [],
    ...change,
  };
}

export interface Post {
  rows: MailRow[];
  messages: MailMessage[];
  mailboxes: MailMailbox[];
  folders: MailFolder[];
  state: string;
  readonly asked: Asked[];
  /** The queries with which the list was asked for. */
  readonly lists: string[];
}

/** A server with one mailbox of Ann's, which remembers what was asked of it. */
export function playMail(change: Partial<Post> = {}): Post {
  const post: Post = {
    rows: [row(3, { seen: false, threadUnseen: 1 }), row(2), row(1)],
    messages: [message(3, { seen: false }), message(2), message(1)],
    mailboxes: [mailbox()],
    folders: FOLDERS,
    state: "1",
    asked: [],
    lists: [],
    ...change,
  };
  const api = "/api/v1/me/mail";
  const told = async (act: string, request: Request) => {
    const text = await request.text();
    post.asked.push({ act, body: text === "" ? null : JSON.parse(text) });
  };
  server.use(
    http.get(`${api}/mailboxes`, () => HttpResponse.json({ items: post.mailboxes })),
    http.get(`${api}/mailboxes/:mailboxId/folders`, ({ params }) =>
      HttpResponse.json({
        items: post.folders.filter(({ mailboxId }) => mailboxId === params.mailboxId),
        state: post.state,
      }),
    ),
    http.post(`${api}/mailboxes/:mailboxId/folders`, async ({ request }) => {
      await told("create", request);
      return HttpResponse.json(folder("made", { name: "Made" }), { status: 201 });
    }),
    http.get(`${api}/folders/:folderId/messages`, ({ request, params }) => {
      const { search, searchParams } = new URL(request.url);
      post.lists.push(search);
      const start = Number(searchParams.get("cursor") ?? 0);
      const limit = Number(searchParams.get("limit"));
      const all = post.rows.filter(({ folderId }) => folderId === params.folderId);
      const end = start + limit;
      return HttpResponse.json({
        items: all.slice(start, end),
        next: end < all.length ? String(end) : null,
        total: all.length,
      });
    }),
    http.get(`${api}/folders/:folderId/threads/:threadId`, ({ params }) =>
      HttpResponse.json({
        items: post.rows
          .filter(({ threadId }) => threadId === params.threadId)
          .map((one) =>
            params.folderId === "trash" ? { ...one, folderId: "trash", uid: 70 + one.uid } : one,
          )
          .reverse(),
      }),
    ),
    http.get(`${api}/folders/:folderId/messages/:uid`, ({ params }) => {
      const found = post.messages.find(({ uid }) => String(uid) === params.uid);
      return found === undefined
        ? HttpResponse.json(
            { type: "urn:problem:kernel:not-found", title: "Not found", status: 404 },
            { status: 404 },
          )
        : HttpResponse.json(found);
    }),
    http.post(`${api}/folders/:folderId/messages/actions/:act`, async ({ request, params }) => {
      await told(`${params.folderId} ${params.act}`, request);
      return HttpResponse.json({ changed: 1 });
    }),
  );
  return post;
}
