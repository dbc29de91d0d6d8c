import { Button } from "@patternfly/react-core";
import type { Column } from "@shared/table/types";
import { useFormat } from "@shared/ui/format";
import type { InfiniteData } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { VERDICTS_A_PAGE, type Verdict, type VerdictPage, type VerdictPlace } from "./queries";

const ROW_HEIGHT = 44;
/** Rows before the end of what was read at which more is fetched. */
const AHEAD = 60;

interface Pages {
  readonly data: InfiniteData<VerdictPage> | undefined;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly fetchPreviousPage: () => Promise<unknown>;
}

interface Props {
  readonly label: string;
  readonly columns: readonly Column<Verdict>[];
  readonly pages: Pages;
  /** How many rows there are in all. */
  readonly total: number;
  readonly onRestart: () => void;
}

/**
 * Rows without end: only what is in sight is drawn, and only some pages around it are kept. A row stands
 * where it belongs, however many before it were let go.
 */
export function VerdictRows({ label, columns, pages, total, onRestart }: Props) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const { data, hasNextPage, isFetching, fetchNextPage, fetchPreviousPage } = pages;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const place = data?.pageParams[0] as VerdictPlace | undefined;
  const first = (place?.index ?? 0) * VERDICTS_A_PAGE;
  const end = first + rows.length;
  const list = useVirtualizer({
    count: hasNextPage ? end + 1 : end,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const shown = list.getVirtualItems();
  const top = shown[0]?.index ?? 0;
  const bottom = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (isFetching) {
      return;
    }
    if (top < first) {
      void fetchPreviousPage();
    } else if (bottom + AHEAD >= end && hasNextPage) {
      void fetchNextPage();
    }
  }, [top, bottom, first, end, hasNextPage, isFetching, fetchPreviousPage, fetchNextPage]);
  return (
    <>
      <section
        ref={frame}
        className="muster-verdicts"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <table aria-label={label} aria-rowcount={total + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ name, label: word }) => (
                <th key={name} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody style={{ blockSize: list.getTotalSize() }}>
            {shown.map(({ index, key, start }) => (
              <tr
                key={key}
                ref={list.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Cells columns={columns} row={rows[index - first]} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="muster-verdicts-foot">
        <span>
          {t("list.shown", {
            first: number(Math.min(top + 1, total)),
            last: number(Math.min(bottom + 1, total)),
            total: number(total),
          })}
        </span>
        {first > 0 && (
          <Button
            variant="link"
            isInline
            onClick={() => {
              frame.current?.scrollTo({ top: 0 });
              onRestart();
            }}
          >
            {t("list.top")}
          </Button>
        )}
      </div>
    </>
  );
}

function Cells({ columns, row }: Pick<Props, "columns"> & { row: Verdict | undefined }) {
  const { t } = useTranslation("imports");
  if (row === undefined) {
    return <td className="muster-verdicts-open">{t("loading")}</td>;
  }
  return columns.map((column) =>
    column.isRowName ? (
      <th key={column.name} scope="row">
        {column.cell(row)}
      </th>
    ) : (
      <td key={column.name}>{column.cell(row)}</td>
    ),
  );
}
