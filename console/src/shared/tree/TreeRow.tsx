import AngleDownIcon from "@patternfly/react-icons/dist/esm/icons/angle-down-icon";
import AngleRightIcon from "@patternfly/react-icons/dist/esm/icons/angle-right-icon";
import { type DragEvent, type ReactNode, useState } from "react";
import type { TreeLine, TreeNode } from "./forest";

/** How lines are dragged onto each other. There is always a way by keyboard beside it. */
export interface TreeDrag<Node extends TreeNode> {
  readonly canDrag: (node: Node) => boolean;
  /** Whether the node that is dragged now may be dropped on this one. */
  readonly canDrop: (target: Node) => boolean;
  readonly onStart: (node: Node) => void;
  readonly onEnd: () => void;
  readonly onDrop: (target: Node) => void;
}

interface Props<Node extends TreeNode> {
  readonly line: TreeLine<Node>;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isChecked: boolean | undefined;
  readonly isDisabled: boolean;
  readonly after: ReactNode;
  readonly drag: TreeDrag<Node> | undefined;
  readonly onToggle: (isOpen: boolean) => void;
  readonly onSelect: () => void;
}

/** One line of a tree. Nothing inside takes the focus: the line itself has it. */
export function TreeRow<Node extends TreeNode>(props: Props<Node>) {
  const { line, isOpen, isActive, isSelected, isChecked, isDisabled, after, drag } = props;
  const { node, level, position, siblings, hasChildren } = line;
  const [isTarget, target] = useState(false);
  const isDraggable = drag?.canDrag(node) ?? false;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keys of all lines
    <div
      role="treeitem"
      data-node={node.id}
      tabIndex={isActive ? 0 : -1}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={hasChildren ? isOpen : undefined}
      aria-selected={isChecked === undefined ? isSelected : undefined}
      aria-checked={isChecked}
      aria-disabled={isDisabled || undefined}
      className={className({ isSelected, isTarget, isDisabled })}
      style={{ paddingInlineStart: `calc(${level - 1} * 1.5rem)` }}
      onClick={props.onSelect}
      {...(isDraggable ? dragged(node, drag) : {})}
      {...(drag === undefined ? {} : dropped(node, drag, target))}
    >
      <span
        className="muster-tree-toggle"
        aria-hidden
        onClick={(event) => {
          if (hasChildren) {
            event.stopPropagation();
            props.onToggle(!isOpen);
          }
        }}
      >
        {hasChildren && (isOpen ? <AngleDownIcon /> : <AngleRightIcon />)}
      </span>
      {isChecked !== undefined && (
        <span className="muster-tree-check" aria-hidden data-checked={isChecked || undefined} />
      )}
      <span className="muster-tree-name">{node.name}</span>
      {after}
    </div>
  );
}

function dragged<Node extends TreeNode>(node: Node, drag: TreeDrag<Node> | undefined) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      // Firefox drags only what carries something.
      event.dataTransfer.setData("text/plain", node.name);
      drag?.onStart(node);
    },
    onDragEnd: () => drag?.onEnd(),
  };
}

function dropped<Node extends TreeNode>(
  node: Node,
  drag: TreeDrag<Node>,
  target: (isTarget: boolean) => void,
) {
  return {
    onDragOver: (event: DragEvent) => {
      if (drag.canDrop(node)) {
        event.preventDefault();
        target(true);
      }
    },
    onDragLeave: () => target(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      target(false);
      if (drag.canDrop(node)) {
        drag.onDrop(node);
      }
    },
  };
}

function className(is: { isSelected: boolean; isTarget: boolean; isDisabled: boolean }): string {
  return [
    "muster-tree-row",
    is.isSelected ? "muster-tree-selected" : "",
    is.isTarget ? "muster-tree-target" : "",
    is.isDisabled ? "muster-tree-disabled" : "",
  ]
    .filter((name) => name !== "")
    .join(" ");
}
