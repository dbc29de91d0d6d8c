import type { Forest, TreeLine, TreeNode } from "./forest";
import type { OpenNodes } from "./use-open-nodes";

interface Place<Node extends TreeNode> {
  readonly forest: Forest<Node>;
  readonly lines: readonly TreeLine<Node>[];
  readonly index: number;
  readonly open: OpenNodes;
}

/** Where a key of the tree pattern leads (WAI-ARIA APG, "Tree View"); undefined when it leads nowhere. */
export function placeAfter<Node extends TreeNode>(
  key: string,
  place: Place<Node>,
): string | undefined {
  const { lines, index } = place;
  switch (key) {
    case "ArrowDown":
      return lines[index + 1]?.node.id;
    case "ArrowUp":
      return lines[index - 1]?.node.id;
    case "Home":
      return lines[0]?.node.id;
    case "End":
      return lines.at(-1)?.node.id;
    case "ArrowRight":
      return right(place);
    case "ArrowLeft":
      return left(place);
    default:
      return key.length === 1 && key !== " " ? byLetter(key, place) : undefined;
  }
}

function right<Node extends TreeNode>({ lines, index, open }: Place<Node>): string | undefined {
  const line = lines[index];
  if (line === undefined || !line.hasChildren) {
    return undefined;
  }
  if (!open.isOpen(line.node.id)) {
    open.toggle(line.node.id, true);
    return line.node.id;
  }
  return lines[index + 1]?.node.id;
}

function left<Node extends TreeNode>({ lines, index, open }: Place<Node>): string | undefined {
  const line = lines[index];
  if (line === undefined) {
    return undefined;
  }
  if (line.hasChildren && open.isOpen(line.node.id)) {
    open.toggle(line.node.id, false);
    return line.node.id;
  }
  return line.node.parentId ?? undefined;
}

/** The next line below, around the end, whose name begins with the letter. */
function byLetter<Node extends TreeNode>(
  letter: string,
  { lines, index }: Place<Node>,
): string | undefined {
  const wanted = letter.toLocaleLowerCase();
  return [...lines.slice(index + 1), ...lines.slice(0, index)].find(({ node }) =>
    node.name.toLocaleLowerCase().startsWith(wanted),
  )?.node.id;
}
