import { Alert, Skeleton } from "@patternfly/react-core";
import { Tree } from "@shared/tree/Tree";
import { useQuery } from "@tanstack/react-query";
import { type Unit, unitsQuery } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly label: string;
  readonly selected: string | undefined;
  readonly onSelect: (unitId: string) => void;
  /** Units that can't be chosen here. */
  readonly isDisabled?: (unit: Unit) => boolean;
}

/** Chooses one unit of the tree. */
export function UnitPicker({ organizationId, label, selected, onSelect, isDisabled }: Props) {
  const { data: forest, error } = useQuery(unitsQuery(organizationId));
  if (error !== null) {
    return <Alert variant="danger" isInline component="p" title={error.message} />;
  }
  if (forest === undefined) {
    return <Skeleton height="10rem" screenreaderText={label} />;
  }
  return (
    <div className="muster-tree-frame">
      <Tree
        forest={forest}
        label={label}
        selected={selected}
        onSelect={onSelect}
        {...(isDisabled === undefined ? {} : { isDisabled })}
      />
    </div>
  );
}
