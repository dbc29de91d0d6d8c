import { useCallback, useEffect, useRef, useState } from "react";
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
  /** With its files where they are now: those of a draft move whenever it is saved. */
  readonly placed: (letter: Letter) => Letter;
  /** Saves what isn't yet, and leaves the address as it is: another is on its way. False when it failed. */
  readonly saveToLeave: () => Promise<boolean>;
  /** From now on nothing is saved: the message is sent, or thrown away. */
  readonly stop: () => Promise<void>;
  /** Saves again after all: it was not sent. */
  readonly goOn: () => void;
  readonly remove: () => Promise<void>;
}

/** Keeps on the server what somebody writes, a moment after each change, one save after the other. */
export function useDraft(
  letter: Letter,
  start: MessageKey | undefined,
  onSaved: (key: MessageKey) => void,
): KeptDraft {
  const now = useRef(letter);
  const kept = useRef<{ letter: Letter; key: MessageKey | undefined }>({ letter, key: start });
  const running = useRef<Promise<boolean>>(Promise.resolve(true));
  const isStopped = useRef(false);
  const told = useRef(onSaved);
  const [status, setStatus] = useState<{ saved?: Letter; savedAt?: string; fault?: unknown }>({});
  useEffect(() => {
    now.current = letter;
    told.current = onSaved;
  });

  const places = useRef(new Map<string, SentFile>());
  const placed = useCallback(
    (one: Letter): Letter => ({
      ...one,
      files: one.files.map((file) => places.current.get(fileKey(file)) ?? file),
    }),
    [],
  );
  const findFiles = useCallback(
    async (saved: Letter, before: MessageKey | undefined, key: MessageKey) => {
      const lieIn = (file: SentFile) =>
        before !== undefined && "part" in file && isSameMessage(file, before);
      if (placed(saved).files.some(lieIn)) {
        const { files } = letterOf(await readDraft(key));
        for (const [index, file] of saved.files.entries()) {
          const now = files[index];
          if (now !== undefined) {
            places.current.set(fileKey(file), now);
          }
        }
      }
    },
    [placed],
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
        const wanted = now.current;
        try {
          const before = kept.current.key;
          const key = await saveDraft(before, savable(placed(wanted)));
          await findFiles(wanted, before, key);
          kept.current = { letter: wanted, key };
          setStatus({ saved: wanted, savedAt: new Date().toISOString() });
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
    [hasUnsaved, placed, findFiles],
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
    placed,
    saveToLeave: useCallback(() => save(true), [save]),
    stop: async () => {
      isStopped.current = true;
      await running.current;
    },
    goOn: () => {
      isStopped.current = false;
    },
    remove: async () => {
      const { key } = kept.current;
      if (key !== undefined) {
        await deleteDraft(key);
      }
    },
  };
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
