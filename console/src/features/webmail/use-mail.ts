import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { hasRight } from "./folders";
import { foldersQuery, mailboxesQuery } from "./queries";
import type { MailFolder, MailMailbox } from "./types";

/** For mailboxes that are open in the tree, but not looked at. */
const SLOW_PACE = 30_000;

export interface OpenMailbox {
  readonly mailbox: MailMailbox;
  /** Undefined as long as the mailbox is folded, or its folders are not read. */
  readonly folders: readonly MailFolder[] | undefined;
  readonly isOpen: boolean;
}

export interface Mail {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly mailboxes: readonly OpenMailbox[];
  /** The folder that the address names, and its mailbox. */
  readonly current: { readonly folder: MailFolder; readonly of: OpenMailbox } | undefined;
  /** The address names a folder that is in no mailbox of this user. */
  readonly isUnknown: boolean;
  readonly toggle: (mailboxId: string) => void;
}

/**
 * Mailboxes with their folders. One's own is open; of many shared ones only those are read that are opened,
 * or all, once, when an address names a folder of an unknown one.
 */
export function useMail(folderId: string | undefined): Mail {
  const mailboxes = useQuery(mailboxesQuery);
  // Under some one may write and no more: those are for the sender of a message only.
  const items = (mailboxes.data?.items ?? []).filter((one) => hasRight(one, "READ"));
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [looksEverywhere, lookEverywhere] = useState(false);
  const firstId = items[0]?.id;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const isRead = (id: string) => looksEverywhere || id === firstId || open.has(id);
  const lists = useQueries({
    queries: items.map(({ id }) => ({
      ...(id === firstId || open.has(id) ? foldersQuery(id) : foldersQuery(id, SLOW_PACE)),
      enabled: isRead(id),
    })),
  });
  const all = items.map((mailbox, index) => {
    const folders = lists[index]?.data?.items;
    const isOpen = (mailbox.id === firstId || open.has(mailbox.id)) && !folded.has(mailbox.id);
    return { mailbox, folders, isOpen };
  });
  const of = all.find(({ folders }) => folders?.some(({ id }) => id === folderId));
  const folder = of?.folders?.find(({ id }) => id === folderId);
  const isMissing = folderId !== undefined && folder === undefined;
  if (isMissing && !looksEverywhere && lists[0]?.data !== undefined) {
    lookEverywhere(true);
  }
  if (of !== undefined && of.mailbox.id !== firstId && !open.has(of.mailbox.id)) {
    setOpen(new Set([...open, of.mailbox.id]));
  }
  useChanges(new Map(items.map(({ id }, index) => [id, lists[index]?.data?.state])));
  return {
    isPending: mailboxes.isPending || (items.length > 0 && lists[0]?.isPending === true),
    error: mailboxes.error ?? (lists[0]?.data === undefined ? (lists[0]?.error ?? null) : null),
    retry: () => {
      void mailboxes.refetch();
      void lists[0]?.refetch();
    },
    mailboxes: all,
    current: of !== undefined && folder !== undefined ? { folder, of } : undefined,
    isUnknown: isMissing && looksEverywhere && lists.every(({ isPending }) => !isPending),
    toggle: (id) => {
      const isOpen = all.some(({ mailbox, isOpen }) => mailbox.id === id && isOpen);
      setFolded(isOpen ? new Set([...folded, id]) : new Set([...folded].filter((x) => x !== id)));
      setOpen(new Set([...open, id]));
    },
  };
}

/** What is read by itself, and whole messages: they never change, and their marks stand in the conversation. */
const UNCHANGED: readonly string[] = ["mailboxes", "folders", "message"];

/** Reads lists and conversations again when the state of a mailbox has become another. */
function useChanges(states: ReadonlyMap<string, string | undefined>): void {
  const queries = useQueryClient();
  const seen = useRef(states);
  useEffect(() => {
    const isChanged = [...states].some(([id, state]) => {
      const before = seen.current.get(id);
      return before !== undefined && state !== undefined && before !== state;
    });
    seen.current = new Map(
      [...states].map(([id, state]) => [id, state ?? seen.current.get(id)] as const),
    );
    if (isChanged) {
      void queries.invalidateQueries({
        predicate: ({ queryKey: [topic, kind] }) =>
          topic === "mail" && !UNCHANGED.includes(String(kind)),
      });
    }
  });
}
