/** What stands in a tree; the server sends units this way. */
export interface TreeNode {
  readonly id: string;
  /** Null at the top. */
  readonly parentId: string | null;
  readonly name: string;
}

/** One line of a tree as it is shown: only those whose ancestors are all open. */
export interface TreeLine<Node extends TreeNode> {
  readonly node: Node;
  /** 1 at the top. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly hasChildren: boolean;
}

/** Nodes by their places. Siblings keep the order in which they came. */
export class Forest<Node extends TreeNode> {
  readonly nodes: readonly Node[];
  private readonly byId: ReadonlyMap<string, Node>;
  private readonly below: ReadonlyMap<string | null, readonly Node[]>;

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes;
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    this.below = grouped(nodes);
  }

  find(id: string | null | undefined): Node | undefined {
    return id === null || id === undefined ? undefined : this.byId.get(id);
  }

  children(id: string | null): readonly Node[] {
    return this.below.get(id) ?? [];
  }

  /** The nodes above one, outermost first. */
  ancestors(id: string): readonly Node[] {
    const found: Node[] = [];
    for (let step = this.parent(id); step !== undefined; step = this.parent(step.id)) {
      found.unshift(step);
    }
    return found;
  }

  /** The node and all below it. */
  subtree(id: string): ReadonlySet<string> {
    const found = new Set([id]);
    for (const one of found) {
      for (const child of this.children(one)) {
        found.add(child.id);
      }
    }
    return found;
  }

  /** Sales / North, as people write a place. */
  pathOf(id: string): string {
    const node = this.find(id);
    return [...this.ancestors(id), ...(node === undefined ? [] : [node])]
      .map(({ name }) => name)
      .join(" / ");
  }

  lines(isOpen: (id: string) => boolean): readonly TreeLine<Node>[] {
    const lines: TreeLine<Node>[] = [];
    const add = (parent: string | null, level: number) => {
      const siblings = this.children(parent);
      for (const [index, node] of siblings.entries()) {
        const hasChildren = this.children(node.id).length > 0;
        lines.push({ node, level, position: index + 1, siblings: siblings.length, hasChildren });
        if (hasChildren && isOpen(node.id)) {
          add(node.id, level + 1);
        }
      }
    };
    add(null, 1);
    return lines;
  }

  private parent(id: string): Node | undefined {
    return this.find(this.find(id)?.parentId);
  }
}

function grouped<Node extends TreeNode>(nodes: readonly Node[]): Map<string | null, Node[]> {
  const groups = new Map<string | null, Node[]>();
  for (const node of nodes) {
    const group = groups.get(node.parentId);
    if (group === undefined) {
      groups.set(node.parentId, [node]);
    } else {
      group.push(node);
    }
  }
  return groups;
}
