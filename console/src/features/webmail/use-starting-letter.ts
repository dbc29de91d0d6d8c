import { useFormat } from "@shared/ui/format";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { fullOf, parseAddresses } from "./addresses";
import { type AnswerKind, answerOf, emptyLetter, type Letter, letterOf } from "./draft";
import { keyOf, type MessageKey } from "./message-key";
import { messageQuery, readDraft } from "./queries";
import type { MailMailbox, MailMessage } from "./types";

/** Marks an address that only says where the draft is now: the page goes on with what it holds. */
export const KEPT = { isSameLetter: true };

export interface Start {
  readonly letter: Letter;
  /** The draft that goes on; undefined for what is not saved yet. */
  readonly draft: MessageKey | undefined;
  readonly kind: AnswerKind | "new" | "draft";
}

const ANSWERS: readonly AnswerKind[] = ["reply", "replyAll", "forward"];

/** What the address asks to be written: ?draft=, ?reply=, ?replyAll=, ?forward= with a message, or ?to=. */
export function useStartingLetter(search: string, senders: readonly MailMailbox[]) {
  const { t } = useTranslation("webmail");
  const format = useFormat();
  const queries = useQueryClient();
  const wanted = new URLSearchParams(search);
  const first = senders[0];

  const introduce = (message: MailMessage, kind: AnswerKind) => {
    const from = message.from === null ? t("noSender") : fullOf(message.from);
    const when = format.dateTime(message.sentAt ?? message.receivedAt);
    const to = message.to.map(fullOf).join(", ");
    return kind === "forward"
      ? t("compose.forwarded", { from, when, to, subject: message.subject })
      : t("compose.wrote", { from, when });
  };

  const start = async (fallback: MailMailbox): Promise<Start> => {
    const draft = keyOf(wanted.get("draft"));
    if (draft !== undefined) {
      return { letter: letterOf(await readDraft(draft)), draft, kind: "draft" };
    }
    // An answer to what came to a shared mailbox goes out under its address, where one may.
    const sender = senders.find(({ id }) => id === wanted.get("mailbox")) ?? fallback;
    const kind = ANSWERS.find((one) => wanted.has(one));
    const key = kind && keyOf(wanted.get(kind));
    if (kind === undefined || key === undefined) {
      const to = parseAddresses(wanted.get("to") ?? "");
      return { letter: emptyLetter(sender.id, to), draft: undefined, kind: "new" };
    }
    const message = await queries.fetchQuery(messageQuery(key));
    const letter = answerOf({
      message,
      kind,
      mailboxId: sender.id,
      own: senders.map(({ address }) => address.toLowerCase()),
      introduction: introduce(message, kind),
    });
    return { letter, draft: undefined, kind };
  };

  const found = useQuery({
    queryKey: ["mail", "letter", search],
    queryFn: () => (first === undefined ? null : start(first)),
    enabled: first !== undefined,
    // It is where the writing begins: what is written since must not be lost to another reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    data: found.data ?? undefined,
    error: found.error,
    retry: () => void found.refetch(),
  };
}
