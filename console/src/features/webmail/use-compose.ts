import { ProblemError } from "@shared/api/problem";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { withMore } from "./AddressField";
import { isAddress, parseAddresses } from "./addresses";
import { type Letter, mentionsFile, sentLetterOf } from "./draft";
import { textOfKey } from "./message-key";
import { readAgain, sendLetter } from "./queries";
import { composeRoute, mailRoute } from "./routes";
import { type KeptDraft, useDraft } from "./use-draft";
import { KEPT, type Start } from "./use-starting-letter";
import { type Uploads, useUploads } from "./use-uploads";

export type RecipientField = "to" | "cc" | "bcc";
type Reminder = "subject" | "attachment";

export interface Compose {
  readonly letter: Letter;
  readonly change: (change: Partial<Letter>) => void;
  /** What stands in the fields of recipients and is none yet. */
  readonly typed: Readonly<Record<RecipientField, string>>;
  readonly type: (field: RecipientField, text: string) => void;
  readonly isTouched: boolean;
  readonly uploads: Uploads;
  readonly draft: KeptDraft;
  /** Refusals by the server's name of the field, "to[2].address". */
  readonly faults: ReadonlyMap<string, string>;
  readonly problem: Error | undefined;
  readonly isSending: boolean;
  readonly reminders: readonly Reminder[];
  readonly forgetReminders: () => void;
  readonly send: (options?: { isSure: boolean }) => Promise<void>;
  readonly discard: () => Promise<void>;
}

const NOTHING_TYPED = { to: "", cc: "", bcc: "" };

/** The message that is written: its values, its draft, and the way out. */
export function useCompose(start: Start): Compose {
  const { t } = useTranslation("webmail");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [letter, setLetter] = useState(start.letter);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [problem, setProblem] = useState<Error>();
  const [isSending, setSending] = useState(false);
  const [reminders, remind] = useState<readonly Reminder[]>([]);
  const change = (change: Partial<Letter>) => {
    setLetter((now) => ({ ...now, ...change }));
    const changed = Object.keys(change).map((field) => (field === "files" ? "attachments" : field));
    setFaults(
      (now) => new Map([...now].filter(([name]) => !changed.some((one) => name.startsWith(one)))),
    );
  };
  const uploads = useUploads(({ id, name, octets }) =>
    setLetter((now) => ({ ...now, files: [...now.files, { upload: id, name, octets }] })),
  );
  const draft = useDraft(letter, start.draft, (key) => {
    const to = composeRoute.to({}, { draft: textOfKey(key) });
    void navigate(to, { replace: true, state: KEPT });
  });

  const leave = () => {
    // Whoever opened this address himself has no page of ours before it.
    const pagesBefore: unknown = globalThis.history.state?.idx;
    const hasBefore = typeof pagesBefore === "number" && pagesBefore > 0;
    void (hasBefore ? navigate(-1) : navigate(mailRoute.to()));
  };

  const refuse = (error: unknown) => {
    const errors = error instanceof ProblemError ? error.errors : [];
    setFaults(new Map(errors.map(({ field, message }) => [field, message])));
    setProblem(error instanceof Error ? error : new Error(String(error)));
  };

  const send = async ({ isSure } = { isSure: false }) => {
    const whole = withTyped(letter, typed);
    setLetter(whole);
    setTyped(NOTHING_TYPED);
    setProblem(undefined);
    const missing = missingOf(whole);
    if (missing !== undefined || isSending || uploads.isBusy) {
      setFaults(missing === "to" ? new Map([["to", t("compose.noRecipients")]]) : new Map());
      return;
    }
    const forgotten = isSure ? [] : forgottenIn(whole);
    remind(forgotten);
    if (forgotten.length > 0) {
      return;
    }
    setSending(true);
    try {
      // The server sends each draft once: a second try after a broken connection finds it gone.
      await draft.saveFirst(whole);
      await draft.stop();
      await sendLetter(sentLetterOf(await draft.placed(whole)), draft.key());
      toast({ variant: "success", title: t("compose.sent") });
      await readAgain(queries);
      leave();
    } catch (error) {
      draft.goOn(isInDoubt(error));
      refuse(error);
    } finally {
      setSending(false);
    }
  };

  return {
    letter,
    change,
    typed,
    type: (field, text) => setTyped((now) => ({ ...now, [field]: text })),
    isTouched: letter !== start.letter,
    uploads,
    draft,
    faults,
    problem,
    isSending,
    reminders,
    forgetReminders: () => remind([]),
    send,
    discard: async () => {
      await draft.stop();
      try {
        await draft.remove();
      } catch (error) {
        draft.goOn();
        throw error;
      }
      await readAgain(queries);
      leave();
    },
  };
}

/** Whether the message may have been sent all the same; undefined where the answer says nothing of an earlier try. */
function isInDoubt(error: unknown): boolean | undefined {
  if (!(error instanceof ProblemError) || error.status === 0 || error.status >= 500) {
    return true;
  }
  return error.is("webmail:draft-gone") ? false : undefined;
}

/** What was typed as a recipient and not ended counts too. */
function withTyped(letter: Letter, typed: Readonly<Record<RecipientField, string>>): Letter {
  const whole = (field: RecipientField) => withMore(letter[field], parseAddresses(typed[field]));
  const isNothing = Object.values(typed).every((text) => text.trim() === "");
  return isNothing ? letter : { ...letter, to: whole("to"), cc: whole("cc"), bcc: whole("bcc") };
}

/** What keeps it from being sent: nobody to send it to, or somebody who has no address. */
function missingOf({ to, cc, bcc }: Letter): "to" | "address" | undefined {
  const all = [...to, ...cc, ...bcc];
  if (all.length === 0) {
    return "to";
  }
  return all.every(isAddress) ? undefined : "address";
}

function forgottenIn(letter: Letter): readonly Reminder[] {
  const { subject, files } = letter;
  return [
    ...(subject.trim() === "" ? (["subject"] as const) : []),
    ...(files.length === 0 && mentionsFile(letter) ? (["attachment"] as const) : []),
  ];
}
