import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { MessageRow } from "./MessageRow";
import type { MailFolder, MailRow } from "./types";
import { toggled } from "./use-list-keys";

/** As high as .muster-mail-row is in webmail.css. */
const LINE = 84;
/** So many lines before the end the next page is fetched. */
const AHEAD = 15;

interface Props {
  readonly rows: readonly MailRow[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  readonly folder: MailFolder;
  readonly mayWrite: boolean;
  readonly openUid: number | undefined;
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (uids: ReadonlySet<number>) => void;
  readonly wanted: number | undefined;
  readonly onWantedShown: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onStar: (row: MailRow) => void;
  readonly to: (row: MailRow) => string;
}

/** Any number of messages: only what is in sight is in the page, and older ones come as one gets there. */
export function MessageList(props: Props) {
  const { rows, total, hasMore, isLoadingMore, onMore, wanted, onWantedShown } = props;
  const { folder, chosen, onChoose, openUid } = props;
  const { t } = useTranslation("webmail");
  const frame = useRef<HTMLDivElement>(null);
  const lastChosen = useRef<number>(undefined);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE,
    getItemKey: (index) => rows[index]?.uid ?? index,
    overscan: 10,
  });
  const lines = list.getVirtualItems();
  const end = lines.at(-1)?.index ?? 0;
  const isNearEnd = end >= rows.length - AHEAD;
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoadingMore) {
      onMore();
    }
  }, [isNearEnd, hasMore, isLoadingMore, onMore]);
  const wantedIndex = wanted === undefined ? -1 : rows.findIndex(({ uid }) => uid === wanted);
  useEffect(() => {
    if (wantedIndex >= 0) {
      list.scrollToIndex(wantedIndex);
    }
  }, [wantedIndex, list]);
  const chooseRow = (row: MailRow, isRange: boolean) => {
    const from = rows.findIndex(({ uid }) => uid === lastChosen.current);
    const here = rows.indexOf(row);
    lastChosen.current = row.uid;
    if (isRange && from >= 0) {
      const between = rows.slice(Math.min(from, here), Math.max(from, here) + 1);
      onChoose(new Set([...chosen, ...between.map(({ uid }) => uid)]));
    } else {
      onChoose(toggled(chosen, row.uid));
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go from link to link, which Tab does as well
    <div ref={frame} className="muster-mail-rows" onKeyDown={props.onKeyDown}>
      <ul
        className="muster-virtual-list"
        style={{ height: list.getTotalSize() }}
        aria-label={t("list.messages")}
      >
        {lines.map(({ index, key, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <li
              key={key}
              className="muster-virtual-line"
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={Math.max(total, rows.length)}
              aria-posinset={index + 1}
            >
              <MessageRow
                row={row}
                to={props.to(row)}
                showsRecipients={folder.role === "SENT" || folder.role === "DRAFTS"}
                isOpen={row.uid === openUid}
                isChosen={chosen.has(row.uid)}
                isWanted={row.uid === wanted}
                onWantedShown={onWantedShown}
                onChoose={(isRange) => chooseRow(row, isRange)}
                onStar={props.mayWrite ? () => props.onStar(row) : undefined}
              />
            </li>
          );
        })}
      </ul>
      {isLoadingMore && (
        <p className="muster-mail-more" role="status">
          {t("list.loadingMore")}
        </p>
      )}
    </div>
  );
}
