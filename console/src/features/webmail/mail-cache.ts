import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { MessageKey } from "./message-key";
import type { MailAddress, MailFolder, MailMessage, MailRow, ThreadItem } from "./types";

export interface Marks {
  readonly seen?: boolean;
  readonly flagged?: boolean;
}

interface Page {
  readonly items: readonly MailRow[];
  readonly next: string | null;
  readonly total: number;
}

/** Shows marks before the server has said yes: a star that waits feels broken. */
export function showMarks(
  queries: QueryClient,
  folderId: string,
  uids: ReadonlySet<number>,
  marks: Marks,
): void {
  changeRows(queries, folderId, (row) => (uids.has(row.uid) ? marked(row, marks) : row));
  for (const uid of uids) {
    queries.setQueryData<MailMessage>(
      ["mail", "message", folderId, uid],
      (message) => message && { ...message, ...marks },
    );
  }
  changeThreads(queries, (items) =>
    items.map((item) =>
      item.folderId === folderId && uids.has(item.uid) ? { ...item, ...marks } : item,
    ),
  );
}

/** Takes messages out of the lists before the server has. */
export function hideMessages(
  queries: QueryClient,
  folderId: string,
  uids: ReadonlySet<number>,
): void {
  changeRows(queries, folderId, (row) => (uids.has(row.uid) ? undefined : row));
  changeThreads(queries, (items) =>
    items.filter((item) => item.folderId !== folderId || !uids.has(item.uid)),
  );
}

/** The messages of some rows: a row of a conversation stands for all of its messages in the folder. */
export function ofFolder(items: readonly ThreadItem[], folderId: string): readonly MessageKey[] {
  return items.filter((item) => item.folderId === folderId);
}

/** The sum of what is unread in the inboxes, for the title of the tab. */
export function unseenOf(folders: readonly MailFolder[]): number {
  return folders
    .filter(({ role }) => role === "INBOX")
    .reduce((sum, { unseen }) => sum + unseen, 0);
}

const MOST_KNOWN = 200;

/** With whom there was mail of late, as far as it was looked at: to be proposed as recipients. */
export function knownAddresses(queries: QueryClient): readonly MailAddress[] {
  const found = new Map<string, MailAddress>();
  const lists = queries.getQueriesData<InfiniteData<Page>>({ queryKey: ["mail", "messages"] });
  const rows = lists.flatMap(([, data]) => data?.pages.flatMap(({ items }) => items) ?? []);
  for (const one of rows.flatMap(({ from, to }) => (from === null ? to : [from, ...to]))) {
    const key = one.address.toLowerCase();
    if (found.size < MOST_KNOWN && !found.has(key)) {
      found.set(key, one);
    }
  }
  return [...found.values()];
}

function marked(row: MailRow, marks: Marks): MailRow {
  const changed = { ...row, ...marks };
  return marks.seen === undefined
    ? changed
    : { ...changed, threadUnseen: marks.seen ? 0 : Math.max(1, row.threadUnseen) };
}

function changeRows(
  queries: QueryClient,
  folderId: string,
  change: (row: MailRow) => MailRow | undefined,
): void {
  queries.setQueriesData<InfiniteData<Page>>(
    { queryKey: ["mail", "messages", folderId] },
    (data) =>
      data === undefined
        ? undefined
        : {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map(change).filter((row) => row !== undefined),
            })),
          },
  );
}

function changeThreads(
  queries: QueryClient,
  change: (items: readonly ThreadItem[]) => readonly ThreadItem[],
): void {
  queries.setQueriesData<{ items: readonly ThreadItem[] }>(
    { queryKey: ["mail", "thread"] },
    (data) => data && { ...data, items: change(data.items) },
  );
}
