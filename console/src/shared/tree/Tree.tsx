import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { Forest, TreeNode } from "./forest";
import { type TreeDrag, TreeRow } from "./TreeRow";
import { placeAfter } from "./tree-keys";
import { useOpenNodes } from "./use-open-nodes";

interface Props<Node extends TreeNode> {
  readonly forest: Forest<Node>;
  readonly label: string;
  /** The node whose details are shown, or the one chosen. */
  readonly selected?: string | undefined;
  /** A click, Enter or Space; with check boxes it ticks. */
  readonly onSelect: (id: string) => void;
  /** Gives each line a check box. */
  readonly checked?: ReadonlySet<string>;
  readonly isDisabled?: (node: Node) => boolean;
  /** What stands after the name: numbers, labels. */
  readonly after?: (node: Node) => ReactNode;
  readonly drag?: TreeDrag<Node>;
  /** Told which line the keyboard is at. */
  readonly onActive?: (id: string) => void;
}

/**
 * A tree worked by mouse or keyboard alone: arrows, Home, End, letters, Enter, Space (WAI-ARIA APG,
 * "Tree View"). One line is in the tab order; what is hidden is not in the page.
 */
export function Tree<Node extends TreeNode>(props: Props<Node>) {
  const { forest, label, selected, onSelect, checked, isDisabled, after, drag, onActive } = props;
  const open = useOpenNodes(forest);
  const lines = forest.lines(open.isOpen);
  const frame = useRef<HTMLDivElement>(null);
  const [kept, keep] = useState<string>();
  const isShown = (id: string | undefined) => lines.some(({ node }) => node.id === id);
  const active = [kept, selected].find(isShown) ?? lines[0]?.node.id;

  const [lastSelected, setLastSelected] = useState<string>();
  if (selected !== lastSelected) {
    setLastSelected(selected);
    if (selected !== undefined) {
      open.reveal(selected);
      keep(selected);
    }
  }

  const go = (id: string) => {
    keep(id);
    onActive?.(id);
    // Lines are found by their id only after this render has shown them.
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus(),
    );
  };

  const choose = (node: Node) => {
    if (!isDisabled?.(node)) {
      onSelect(node.id);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const index = lines.findIndex(({ node }) => node.id === active);
    const line = lines[index];
    if (line !== undefined && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(line.node);
      return;
    }
    const next = placeAfter(event.key, { forest, lines, index, open });
    if (next !== undefined) {
      event.preventDefault();
      go(next);
    }
  };

  return (
    <div
      ref={frame}
      role="tree"
      aria-label={label}
      aria-multiselectable={checked === undefined ? undefined : true}
      className="muster-tree"
      onKeyDown={onKeyDown}
    >
      {lines.map((line) => (
        <TreeRow
          key={line.node.id}
          line={line}
          isOpen={open.isOpen(line.node.id)}
          isActive={line.node.id === active}
          isSelected={line.node.id === selected}
          isChecked={checked?.has(line.node.id)}
          isDisabled={isDisabled?.(line.node) ?? false}
          after={after?.(line.node)}
          drag={drag}
          onToggle={(isOpen) => open.toggle(line.node.id, isOpen)}
          onSelect={() => {
            go(line.node.id);
            choose(line.node);
          }}
        />
      ))}
    </div>
  );
}
