import {
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import type { ReactNode } from "react";

/** One line of facts; a dash for what nobody said. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  const isNothing = children === null || children === undefined || children === "";
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{isNothing ? "–" : children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
