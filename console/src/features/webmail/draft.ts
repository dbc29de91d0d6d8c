import { isSameAddress } from "./addresses";
import { type MessageKey, textOfKey } from "./message-key";
import type { MailAddress, MailDraft, MailMailbox, MailMessage, SentLetter } from "./types";

export type AnswerKind = "reply" | "replyAll" | "forward";

/** A file that is sent along: one that was uploaded, or one of another message. */
export type SentFile =
  | { readonly upload: string; readonly name: string; readonly octets: number }
  | (MessageKey & { readonly part: string; readonly name: string; readonly octets: number });

/** What somebody writes, as the page holds it. */
export interface Letter {
  readonly mailboxId: string;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly files: readonly SentFile[];
  readonly answerTo: NonNullable<SentLetter["answerTo"]> | undefined;
}

/** The same as the server takes it. */
export function sentLetterOf({ files, answerTo, ...letter }: Letter): SentLetter {
  return {
    ...letter,
    to: [...letter.to],
    cc: [...letter.cc],
    bcc: [...letter.bcc],
    answerTo: answerTo ?? null,
    attachments: files.map((file) =>
      "upload" in file
        ? { upload: file.upload, folderId: null, uid: null, part: null }
        : { upload: null, folderId: file.folderId, uid: file.uid, part: file.part },
    ),
  };
}

/** A draft as it was saved; its files are parts of it from now on. */
export function letterOf(saved: MailDraft): Letter {
  const { mailboxId, to, cc, bcc, subject, text, answerTo, attachments } = saved;
  return {
    mailboxId,
    to,
    cc,
    bcc,
    subject,
    text,
    answerTo: answerTo ?? undefined,
    files: attachments,
  };
}

export function emptyLetter(mailboxId: string, to: readonly MailAddress[] = []): Letter {
  return {
    mailboxId,
    to,
    cc: [],
    bcc: [],
    subject: "",
    text: "",
    files: [],
    answerTo: undefined,
  };
}

/** Whether there is anything in it that would be missed. */
export function isEmptyLetter({ to, cc, bcc, subject, text, files }: Letter): boolean {
  return (
    [...to, ...cc, ...bcc, ...files].length === 0 && subject.trim() === "" && text.trim() === ""
  );
}

interface Answered {
  readonly message: MailMessage;
  readonly kind: AnswerKind;
  readonly mailboxId: string;
  /** The addresses of the writer himself, which "reply all" leaves out. */
  readonly own: readonly string[];
  /** The line before what is quoted: who wrote it and when. */
  readonly introduction: string;
}

export function answerOf(answered: Answered): Letter {
  const { message, kind, mailboxId, introduction } = answered;
  const text = message.text ?? "";
  const key = { folderId: message.folderId, uid: message.uid };
  const isForward = kind === "forward";
  return {
    ...emptyLetter(mailboxId),
    ...(isForward ? {} : recipientsOf(answered)),
    subject: subjectOf(message.subject, isForward ? "Fwd" : "Re"),
    text: `\n\n${introduction}\n${isForward ? text : quoted(text)}`,
    files: isForward
      ? message.attachments
          .filter(({ inline }) => !inline)
          .map(({ part, name, octets }) => ({ ...key, part, name, octets }))
      : [],
    answerTo: { ...key, kind: isForward ? "FORWARD" : "REPLY" },
  };
}

/** "Re: " once, whatever the others' programs wrote before it. */
function subjectOf(subject: string, prefix: "Re" | "Fwd"): string {
  const known = prefix === "Re" ? /^\s*(re|aw)\s*:\s*/i : /^\s*(fwd?|wg)\s*:\s*/i;
  return `${prefix}: ${subject.replace(known, "")}`;
}

function recipientsOf({ message, kind, own }: Answered): Pick<Letter, "to" | "cc"> {
  const isOwn = ({ address }: MailAddress) => own.includes(address.toLowerCase());
  const writer = message.from === null ? [] : [message.from];
  // Who answers his own message means those to whom it went.
  const back =
    message.from !== null && isOwn(message.from)
      ? message.to
      : message.replyTo.length > 0
        ? message.replyTo
        : writer;
  if (kind !== "replyAll") {
    return { to: distinct(back), cc: [] };
  }
  const to = distinct([...back, ...message.to].filter((one) => !isOwn(one)));
  const cc = distinct(message.cc.filter((one) => !isOwn(one))).filter(
    (one) => !to.some((other) => isSameAddress(one, other)),
  );
  return { to: to.length === 0 ? distinct(back) : to, cc };
}

function distinct(addresses: readonly MailAddress[]): MailAddress[] {
  return addresses.filter(
    (one, index) => addresses.findIndex((other) => isSameAddress(one, other)) === index,
  );
}

function quoted(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .trimEnd()
    .split("\n")
    .map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`))
    .join("\n");
}

/** Mailboxes under whose address this user may write, his own first. */
export function sendersOf(mailboxes: readonly MailMailbox[]): readonly MailMailbox[] {
  return mailboxes.filter(({ mine, rights }) => mine || rights.includes("SEND_AS"));
}

/** Where the text of somebody's own is said to hold a file: "attached", "the attachment"; quotes don't count. */
export function mentionsFile({ text, subject }: Letter): boolean {
  const own = text
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join("\n");
  return /\b(attach(ed|ment|ments|ing)?|enclosed|enclosure)\b/i.test(`${subject}\n${own}`);
}

export function fileKey(file: SentFile): string {
  return "upload" in file ? file.upload : `${textOfKey(file)}/${file.part}`;
}
