import { useState } from "react";
import type { Forest, TreeNode } from "./forest";

/** So many nodes are shown open at first; of a larger tree only the top. */
const FEW = 100;

export interface OpenNodes {
  isOpen(id: string): boolean;
  toggle(id: string, isOpen: boolean): void;
  /** Opens whatever hides the node. */
  reveal(id: string): void;
}

/** Which nodes of a tree show what is below them. */
export function useOpenNodes<Node extends TreeNode>(forest: Forest<Node>): OpenNodes {
  const [chosen, choose] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isFew = forest.nodes.length <= FEW;
  return {
    isOpen: (id) => chosen.get(id) ?? isFew,
    toggle: (id, isOpen) => choose((before) => new Map(before).set(id, isOpen)),
    reveal: (id) =>
      choose((before) => {
        const next = new Map(before);
        for (const { id: above } of forest.ancestors(id)) {
          next.set(above, true);
        }
        return next;
      }),
  };
}
