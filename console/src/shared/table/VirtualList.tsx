import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";

interface Props<Item> {
  readonly items: readonly Item[];
  readonly itemKey: (item: Item) => string;
  readonly label: string;
  /** Pixels of one line; measured again once shown. */
  readonly lineHeight?: number;
  /** Pixels of the visible part. */
  readonly height?: number;
  readonly children: (item: Item) => ReactNode;
}

/** A list of any length of which only what is in sight is in the page. It scrolls by keyboard too. */
export function VirtualList<Item>(props: Props<Item>) {
  const { items, itemKey, label, lineHeight = 40, height = 400, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => keyAt(items, index, itemKey),
    overscan: 8,
  });
  return (
    <section
      ref={frame}
      className="muster-virtual"
      style={{ height }}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <ul className="muster-virtual-list" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <li
              key={key}
              ref={list.measureElement}
              data-index={index}
              className="muster-virtual-line"
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={items.length}
              aria-posinset={index + 1}
            >
              {children(item)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function keyAt<Item>(items: readonly Item[], index: number, itemKey: (item: Item) => string) {
  const item = items[index];
  return item === undefined ? index : itemKey(item);
}
