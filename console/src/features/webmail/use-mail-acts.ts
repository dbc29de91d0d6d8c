import { ProblemText } from "@shared/forms/ProblemText";
import { toast } from "@shared/ui/toasts";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createElement } from "react";
import { useTranslation } from "react-i18next";
import { isInTrash } from "./folders";
import { hideMessages, type Marks, showMarks } from "./mail-cache";
import {
  deleteMessages,
  markMessages,
  moveMessages,
  readAgain,
  readThread,
  threadQuery,
} from "./queries";
import { useFolderLabel } from "./role-icons";
import type { MailFolder } from "./types";

/** A row of the list, or the conversation that is read: what is done to it is done to all its messages. */
export interface Target {
  readonly uid: number;
  readonly threadId: string;
  /** How many messages of the conversation are in the folder; 1 for a message by itself. */
  readonly threadMessages: number;
  /** What stays the same wherever the message is moved, unlike its number. */
  readonly receivedAt: string;
  readonly octets: number;
}

export interface MailActs {
  readonly mark: (targets: readonly Target[], marks: Marks) => Promise<void>;
  readonly move: (targets: readonly Target[], to: MailFolder) => Promise<void>;
  /** To the trash; for good what is there already. */
  readonly remove: (targets: readonly Target[]) => Promise<void>;
}

/** The server takes so many at a time. */
const PORTION = 1_000;

/** What is done to messages of one folder: shown at once, taken back by "Undo" where it can be. */
export function useMailActs(
  folder: MailFolder | undefined,
  folders: readonly MailFolder[],
): MailActs {
  const { t } = useTranslation("webmail");
  const queries = useQueryClient();
  const label = useFolderLabel();
  const folderId = folder?.id ?? "";

  const act = async (work: () => Promise<void>) => {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ["mail", "folders"] });
    } catch (error) {
      toast({
        variant: "danger",
        title: t("act.failed"),
        body: createElement(ProblemText, { error }),
      });
      await readAgain(queries);
    }
  };

  const moveBack = async (moved: readonly Target[], from: MailFolder) => {
    await act(async () => {
      const uids = await numbersIn(from, moved);
      await inPortions(uids, (some) => moveMessages(from.id, some, folderId));
    });
    await readAgain(queries);
  };

  const carry = async (targets: readonly Target[], to: MailFolder, isDelete: boolean) => {
    hideMessages(queries, folderId, new Set(targets.map(({ uid }) => uid)));
    await act(async () => {
      const all = await messagesOf(queries, folderId, targets);
      hideMessages(queries, folderId, new Set(all.map(({ uid }) => uid)));
      await inPortions(uidsOf(all), (some) =>
        isDelete ? deleteMessages(folderId, some, false) : moveMessages(folderId, some, to.id),
      );
      // In another mailbox conversations have other ids, by which they would be found again.
      const canUndo = to.mailboxId === folder?.mailboxId;
      const undo = { label: t("act.undo"), onSelect: () => void moveBack(all, to) };
      toast({
        variant: "success",
        title: t("act.moved", { count: all.length, folder: label(to) }),
        ...(canUndo ? { action: undo } : {}),
      });
    });
  };

  return {
    mark: async (targets, marks) => {
      showMarks(queries, folderId, new Set(targets.map(({ uid }) => uid)), marks);
      await act(async () => {
        // A star is put on the message itself; read and unread go for the conversation.
        const all =
          marks.seen === undefined ? targets : await messagesOf(queries, folderId, targets);
        await inPortions(uidsOf(all), (some) => markMessages(folderId, some, marks));
      });
    },
    move: (targets, to) => carry(targets, to, false),
    remove: async (targets) => {
      const trash = folders.find(({ role }) => role === "TRASH");
      if (folder !== undefined && trash !== undefined && !isInTrash(folder, folders)) {
        await carry(targets, trash, true);
        return;
      }
      hideMessages(queries, folderId, new Set(targets.map(({ uid }) => uid)));
      await act(async () => {
        const all = await messagesOf(queries, folderId, targets);
        await inPortions(uidsOf(all), (some) => deleteMessages(folderId, some, true));
        toast({ variant: "success", title: t("act.deleted", { count: all.length }) });
      });
    },
  };
}

/** A conversation's messages in the folder are read anew: one may have come since the list was. */
async function messagesOf(
  queries: QueryClient,
  folderId: string,
  targets: readonly Target[],
): Promise<readonly Target[]> {
  const messages = await Promise.all(
    targets.map(async (target) => {
      if (target.threadMessages < 2) {
        return [target];
      }
      const { items } = await queries.fetchQuery(threadQuery(folderId, target.threadId));
      const others = items.filter((item) => item.folderId === folderId && item.uid !== target.uid);
      // Of a long conversation not all messages are told: what was chosen is never left out.
      return [target, ...others];
    }),
  );
  return [...new Map(messages.flat().map((one) => [one.uid, one])).values()];
}

/** What messages that were moved are numbered in the folder where they are now. */
async function numbersIn(folder: MailFolder, moved: readonly Target[]): Promise<number[]> {
  const threads = [...new Set(moved.map(({ threadId }) => threadId))];
  const found = await Promise.all(threads.map((threadId) => readThread(folder.id, threadId)));
  const isOne = (item: Target) =>
    moved.some(
      ({ receivedAt, octets }) => item.receivedAt === receivedAt && item.octets === octets,
    );
  return found
    .flatMap(({ items }) => items)
    .filter((item) => item.folderId === folder.id && isOne(item))
    .map(({ uid }) => uid);
}

function uidsOf(targets: readonly Target[]): readonly number[] {
  return targets.map(({ uid }) => uid);
}

async function inPortions(
  uids: readonly number[],
  work: (some: number[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < uids.length; start += PORTION) {
    await work(uids.slice(start, start + PORTION));
  }
}
