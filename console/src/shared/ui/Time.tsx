import { Tooltip } from "@patternfly/react-core";
import { useFormat } from "./format";

interface Props {
  readonly of: string | null | undefined;
  /** Shown when there is no time: "Never". */
  readonly none?: string;
  /** "3 hours ago" instead of date and time. */
  readonly isRelative?: boolean;
}

/** A time in the user's zone; its seconds and zone show on hover and focus. */
export function Time({ of, none = "", isRelative = false }: Props) {
  const format = useFormat();
  if (of === null || of === undefined) {
    return none;
  }
  return (
    <Tooltip content={format.exactTime(of)}>
      <time dateTime={of} className="muster-time">
        {isRelative ? format.relative(of) : format.dateTime(of)}
      </time>
    </Tooltip>
  );
}
