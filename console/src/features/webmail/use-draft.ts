import { ProblemError } from "@shared/api/problem";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isAddress } from "./addresses";
import {
  fileKey,
  isEmptyLetter,
  type Letter,
  letterOf,
  type SentFile,
  sentLetterOf,
} from "./draft";
import { isSameMessage, type MessageKey } from "./message-key";
import { deleteDraft, readDraft, saveDraft } from "./queries";

/** So long after the last change a draft is saved by itself. */
const REST = 3_000;

export interface KeptDraft {
  /** Where the draft is, once it is saved. */
  readonly key: () => MessageKey | undefined;
  /** When it was saved as it is now. */
  readonly savedAt: string | undefined;
  readonly fault: unknown;
  readonly hasUnsaved: () => boolean;
  /** Whether nothing is kept any more: the message is sent, or thrown away. */
  readonly isStopped: () => boolean;
  /** With its files where they are now: those of a draft move whenever it is saved. */
  readonly placed: (letter: Letter) => Promise<Letter>;
  /** Keeps a letter that has no draft yet, so that it can be sent no more than once. Fails when it can't. */
  readonly saveFirst: (letter: Letter) => Promise<void>;
  /** Saves what isn't yet, and leaves the address as it is: another is on its way. False when it failed. */
  readonly saveToLeave: () => Promise<boolean>;
  /** From now on nothing is saved: the message is sent, or thrown away. */
  readonly stop: () => Promise<void>;
  /** Saves again after all: it was not sent, or nobody knows whether it was; as before where nothing is said. */
  readonly goOn: (mayBeSent?: boolean) => void;
  readonly remove: () => Promise<void>;
}

/** Keeps on the server what somebody writes, a moment after each change, one save after the other. */
export function useDraft(
  letter: Letter,
  start: MessageKey | undefined,
  onSaved: (key: MessageKey) => void,
): KeptDraft {
  const { t } = useTranslation("webmail");
  const now = useRef(letter);
  const kept = useRef<{ letter: Letter; key: MessageKey | undefined }>({ letter, key: start });
  const running = useRef<Promise<boolean>>(Promise.resolve(true));
  const isStopped = useRef(false);
  const mayBeSent = useRef(false);
  const told = useRef(onSaved);
  const [status, setStatus] = useState<{ saved?: Letter; savedAt?: string; fault?: unknown }>({});
  useEffect(() => {
    now.current = letter;
    told.current = onSaved;
  });

  const places = useRef(new Map<string, SentFile>());
  // The files of the draft as it was saved last, as long as nobody asked where they are now.
  const moved = useRef<readonly SentFile[]>([]);
  const placedNow = useCallback(
    (one: Letter): Letter => ({
      ...one,
      files: one.files.map((file) => places.current.get(fileKey(file)) ?? file),
    }),
    [],
  );
  const placed = useCallback(
    async (one: Letter) => {
      const { key } = kept.current;
      if (key !== undefined && moved.current.length > 0) {
        const { files } = letterOf(await readDraft(key));
        for (const [index, file] of moved.current.entries()) {
          const now = files[index];
          if (now !== undefined) {
            places.current.set(fileKey(file), now);
          }
        }
        moved.current = [];
      }
      return placedNow(one);
    },
    [placedNow],
  );

  /** Puts the letter in the place of its draft, or beside it where that is gone. */
  const keep = useCallback(
    async (wanted: Letter) => {
      const before = kept.current.key;
      let key: MessageKey;
      try {
        key = await saveDraft(before, savable(await placed(wanted)));
      } catch (fault) {
        if (before === undefined || !isGone(fault)) {
          throw fault;
        }
        if (mayBeSent.current) {
          // Kept anew it could be sent a second time by somebody who knows nothing of the first.
          throw new ProblemError({ ...fault, detail: t("compose.draftGone") });
        }
        key = await saveDraft(undefined, savable(placedNow(wanted)));
      }
      const lieIn = (file: SentFile) =>
        before !== undefined && "part" in file && isSameMessage(file, before);
      kept.current = { letter: wanted, key };
      mayBeSent.current = false;
      moved.current = placedNow(wanted).files.some(lieIn) ? wanted.files : [];
      setStatus({ saved: wanted, savedAt: new Date().toISOString() });
      return key;
    },
    [placed, placedNow, t],
  );

  const hasUnsaved = useCallback(() => {
    const isNew = kept.current.key === undefined;
    const isChanged = now.current !== kept.current.letter;
    return !isStopped.current && isChanged && !(isNew && isEmptyLetter(now.current));
  }, []);

  const save = useCallback(
    (isLeaving: boolean) => {
      const one = async () => {
        if (!hasUnsaved()) {
          return true;
        }
        try {
          const key = await keep(now.current);
          if (!isLeaving) {
            told.current(key);
          }
          return true;
        } catch (fault) {
          setStatus((before) => ({ ...before, fault }));
          return false;
        }
      };
      running.current = running.current.then(one);
      return running.current;
    },
    [hasUnsaved, keep],
  );

  useEffect(() => {
    if (letter === kept.current.letter) {
      return undefined;
    }
    const timer = setTimeout(() => void save(false), REST);
    return () => clearTimeout(timer);
  }, [letter, save]);

  return {
    key: () => kept.current.key,
    savedAt: status.saved === letter ? status.savedAt : undefined,
    fault: status.fault,
    hasUnsaved,
    isStopped: useCallback(() => isStopped.current, []),
    placed,
    saveFirst: async (whole) => {
      const first = running.current.then(async () => {
        if (kept.current.key === undefined) {
          told.current(await keep(whole));
        }
      });
      running.current = first.then(
        () => true,
        () => false,
      );
      await first;
    },
    saveToLeave: useCallback(() => save(true), [save]),
    stop: async () => {
      isStopped.current = true;
      await running.current;
    },
    goOn: (isInDoubt = mayBeSent.current) => {
      isStopped.current = false;
      mayBeSent.current = isInDoubt;
    },
    remove: async () => {
      const { key } = kept.current;
      if (key !== undefined) {
        await deleteDraft(key).catch((fault: unknown) => {
          if (!isGone(fault)) {
            throw fault;
          }
        });
      }
    },
  };
}

/** Whether the draft was sent or deleted elsewhere. */
function isGone(fault: unknown): fault is ProblemError {
  return fault instanceof ProblemError && fault.status === 404;
}

/** A draft is saved without what is no address yet; it stays on the page. */
function savable(letter: Letter) {
  const { to, cc, bcc } = letter;
  return sentLetterOf({
    ...letter,
    to: to.filter(isAddress),
    cc: cc.filter(isAddress),
    bcc: bcc.filter(isAddress),
  });
}
