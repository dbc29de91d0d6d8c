import { base } from "@shared/api/base";
import { answer, api } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { MessageKey } from "./message-key";
import type { SentLetter } from "./types";
import type { Filters } from "./use-mail-address";

type MailFolders = components["schemas"]["MailFolders"];

/** How often it is asked whether anything changed, while the tab is visible. */
const PACE = 5_000;
const PAGE = 50;
const MAILBOXES = "/api/v1/me/mail/mailboxes";
const FOLDERS = "/api/v1/me/mail/mailboxes/{mailboxId}/folders";
const FOLDER = "/api/v1/me/mail/folders/{folderId}";
const MESSAGES = "/api/v1/me/mail/folders/{folderId}/messages";
const MESSAGE = "/api/v1/me/mail/folders/{folderId}/messages/{uid}";
const THREAD = "/api/v1/me/mail/folders/{folderId}/threads/{threadId}";
const DRAFTS = "/api/v1/me/mail/drafts";
const DRAFT = "/api/v1/me/mail/drafts/{folderId}/{uid}";

export const mailboxesQuery = queryOptions({
  queryKey: ["mail", "mailboxes"],
  queryFn: ({ signal }) => answer(api.GET(MAILBOXES, { signal })),
  staleTime: 60_000,
});

/**
 * What the server last said of each mailbox. Not what the cache has, where changes stand before they are made: an
 * answer that nothing changed has to bring back what was true.
 */
const lastFolders = new Map<string, MailFolders>();

/** The folders of a mailbox, and a `state` that is another after any change in it. */
export function foldersQuery(mailboxId: string, pace = PACE) {
  return queryOptions({
    queryKey: ["mail", "folders", mailboxId],
    queryFn: ({ signal }) => readFolders(mailboxId, signal),
    refetchInterval: pace,
  });
}

async function readFolders(mailboxId: string, signal: AbortSignal): Promise<MailFolders> {
  const last = lastFolders.get(mailboxId);
  const header = last === undefined ? {} : { "If-None-Match": `"${last.state}"` };
  const call = api.GET(FOLDERS, { params: { path: { mailboxId }, header }, signal });
  if (last !== undefined && (await call).response.status === 304) {
    return last;
  }
  const now = await answer(call);
  lastFolders.set(mailboxId, now);
  return now;
}

/** The messages of a folder, newest first, one page after the other. */
export function messagesQuery(folderId: string, filters: Filters) {
  const { threads, unseen, flagged, query } = filters;
  return infiniteQueryOptions({
    queryKey: ["mail", "messages", folderId, filters],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.GET(MESSAGES, {
          params: {
            path: { folderId },
            query: {
              limit: PAGE,
              threads,
              ...(pageParam === "" ? {} : { cursor: pageParam }),
              ...(unseen ? { unseen } : {}),
              ...(flagged ? { flagged } : {}),
              ...(query === "" ? {} : { query }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}

export function readThread(folderId: string, threadId: string, signal?: AbortSignal) {
  return answer(
    api.GET(THREAD, { params: { path: { folderId, threadId } }, ...(signal && { signal }) }),
  );
}

/** All messages of a conversation, of every folder of the mailbox, oldest first. */
export function threadQuery(folderId: string, threadId: string) {
  return queryOptions({
    queryKey: ["mail", "thread", folderId, threadId],
    queryFn: ({ signal }) => readThread(folderId, threadId, signal),
    placeholderData: keepPreviousData,
  });
}

export function messageQuery({ folderId, uid }: MessageKey) {
  return queryOptions({
    queryKey: ["mail", "message", folderId, uid],
    queryFn: ({ signal }) =>
      answer(api.GET(MESSAGE, { params: { path: { folderId, uid } }, signal })),
    // A message never changes, but its marks do: those are told by the folder's state.
    staleTime: 60_000,
  });
}

/** Reads lists, conversations and marks again, after something in the mailbox changed. */
export async function readAgain(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({
    // Where a letter began is not read again: its draft is gone once it is sent.
    predicate: ({ queryKey: [topic, kind] }) =>
      topic === "mail" && kind !== "mailboxes" && kind !== "letter",
  });
}

export function createFolder(mailboxId: string, name: string, idempotencyKey: string) {
  return answer(
    api.POST(FOLDERS, {
      params: { path: { mailboxId } },
      body: { name },
      headers: { "Idempotency-Key": idempotencyKey },
    }),
  );
}

export function renameFolder(folderId: string, name: string) {
  return answer(api.PUT(FOLDER, { params: { path: { folderId } }, body: { name } }));
}

export function deleteFolder(folderId: string) {
  return answer(api.DELETE(FOLDER, { params: { path: { folderId } } }));
}

export function markMessages(
  folderId: string,
  uids: number[],
  marks: { seen?: boolean; flagged?: boolean },
) {
  return answer(
    api.POST(`${MESSAGES}/actions/mark`, {
      params: { path: { folderId } },
      body: { uids, ...marks },
    }),
  );
}

export function moveMessages(folderId: string, uids: number[], to: string) {
  return answer(
    api.POST(`${MESSAGES}/actions/move`, {
      params: { path: { folderId } },
      body: { uids, folderId: to },
    }),
  );
}

export function deleteMessages(folderId: string, uids: number[], forGood: boolean) {
  return answer(
    api.POST(`${MESSAGES}/actions/delete`, {
      params: { path: { folderId } },
      body: { uids, forGood },
    }),
  );
}

export function markAllSeen(folderId: string) {
  return answer(api.POST(`${MESSAGES}/actions/mark-all-seen`, { params: { path: { folderId } } }));
}

export function emptyFolder(folderId: string) {
  return answer(api.POST(`${MESSAGES}/actions/empty`, { params: { path: { folderId } } }));
}

export function readDraft({ folderId, uid }: MessageKey) {
  return answer(api.GET(DRAFT, { params: { path: { folderId, uid } } }));
}

/** Keeps a letter in the place of the draft before; where it is now is answered. */
export function saveDraft(before: MessageKey | undefined, body: SentLetter) {
  if (before === undefined) {
    return answer(api.POST(DRAFTS, { body }));
  }
  const { folderId, uid } = before;
  return answer(api.PUT(DRAFT, { params: { path: { folderId, uid } }, body }));
}

export function deleteDraft({ folderId, uid }: MessageKey) {
  return answer(api.DELETE(DRAFT, { params: { path: { folderId, uid } } }));
}

/** Sends a letter in the place of its draft, which only the first of several tries finds. */
export function sendLetter(letter: SentLetter, draft: MessageKey | undefined) {
  return answer(api.POST("/api/v1/me/mail/messages", { body: { letter, draft: draft ?? null } }));
}

/** Where the browser itself fetches what belongs to a message. */
export function addressOf({ folderId, uid }: MessageKey, what: string): string {
  return `${base}/api/v1/me/mail/folders/${encodeURIComponent(folderId)}/messages/${uid}/${what}`;
}
