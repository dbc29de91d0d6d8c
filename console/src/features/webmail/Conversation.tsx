import { useEffect, useRef, useState } from "react";
import { MessageCard } from "./MessageCard";
import { isSameMessage, type MessageKey, textOfKey } from "./message-key";
import type { MailFolder, ThreadItem } from "./types";

interface Props {
  readonly items: readonly ThreadItem[];
  /** The message in the address. */
  readonly opened: MessageKey;
  readonly folders: readonly MailFolder[];
  readonly mayWrite: boolean;
}

/** All messages of a conversation, oldest first. Open at first: the newest, the one asked for, the unread. */
export function Conversation({ items, opened, folders, mayWrite }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => {
    const newest = items.findLast(({ draft }) => !draft) ?? items.at(-1);
    const wanted = items.filter(
      (item) => item === newest || isSameMessage(item, opened) || (!item.seen && !item.draft),
    );
    return new Set(wanted.map(textOfKey));
  });
  const wanted = useRef<HTMLLIElement>(null);
  const isLong = items.length > 3;
  useEffect(() => {
    if (isLong) {
      wanted.current?.scrollIntoView({ block: "start" });
    }
  }, [isLong]);
  const toggle = (key: string) =>
    setOpen(
      open.has(key) ? new Set([...open].filter((one) => one !== key)) : new Set([...open, key]),
    );
  return (
    <ol className="muster-mail-thread">
      {items.map((item) => {
        const key = textOfKey(item);
        return (
          <li
            key={key}
            className="muster-mail-item"
            {...(isSameMessage(item, opened) ? { ref: wanted } : {})}
          >
            <MessageCard
              item={item}
              isOpen={open.has(key)}
              onToggle={() => toggle(key)}
              folder={folders.find(({ id }) => id === item.folderId)}
              isElsewhere={item.folderId !== opened.folderId}
              mayWrite={mayWrite}
            />
          </li>
        );
      })}
    </ol>
  );
}
