import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { type FieldChange, INSTANT, listChange } from "@shared/audit/changes";
import { useCan } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { unitsQuery } from "@shared/units/queries";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "./words";

/** Fields whose values are codes with words of their own. */
const WORDED = new Set(["signInMethod", "secondFactor"]);

interface Props {
  /** Whose units the ids of units are; none in the log of the instance. */
  readonly organizationId: string | undefined;
  readonly changes: readonly FieldChange[];
}

/** Each field beside what it was and what it became; of something new or gone only that. */
export function Differences({ organizationId, changes }: Props) {
  const { t } = useTranslation("audit");
  const words = useWords();
  const hasBefore = changes.some(({ before }) => before !== undefined);
  const hasAfter = changes.some(({ after }) => after !== undefined);
  const before = t(hasAfter ? "before" : "value");
  const after = t(hasBefore ? "after" : "value");
  const place = usePlaces(organizationId);
  const shown = (field: string, value: unknown) =>
    typeof value !== "string"
      ? value
      : /(^|\.)(unitId|parentId)$/.test(field)
        ? place(value)
        : WORDED.has(field)
          ? t(`values.${field}.${value}`, { defaultValue: value })
          : value;
  return (
    <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("fieldsTable")}>
      <Thead>
        <Tr>
          <Th modifier="fitContent">{t("field")}</Th>
          {hasBefore && <Th>{before}</Th>}
          {hasAfter && <Th>{after}</Th>}
        </Tr>
      </Thead>
      <Tbody>
        {changes.map((change) => (
          <Tr key={change.field}>
            <Th scope="row" dataLabel={t("field")}>
              {words.field(change.field)}
            </Th>
            {hasBefore && (
              <Td dataLabel={before} modifier="breakWord">
                <Was change={change} value={shown(change.field, change.before)} />
              </Td>
            )}
            {hasAfter && (
              <Td dataLabel={after} modifier="breakWord">
                <Is change={change} value={shown(change.field, change.after)} />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

interface SideProps {
  readonly change: FieldChange;
  readonly value: unknown;
}

function Was({ change: { before, after }, value }: SideProps) {
  if (!Array.isArray(before) || !Array.isArray(after)) {
    return <Value value={value} />;
  }
  const { stayed, went } = listChange(before, after);
  return (
    <Lines of={[...stayed, ...went]}>
      {(line) => (went.includes(line) ? <Mark as="del" line={line} /> : line)}
    </Lines>
  );
}

function Is({ change: { before, after }, value }: SideProps) {
  if (!Array.isArray(before) || !Array.isArray(after)) {
    return <Value value={value} />;
  }
  const { stayed, came } = listChange(before, after);
  return (
    <Lines of={[...stayed, ...came]}>
      {(line) => (came.includes(line) ? <Mark as="ins" line={line} /> : line)}
    </Lines>
  );
}

/** What only one of two lists has, by a sign and a word and not by colour alone. */
function Mark({ as: Element, line }: { as: "ins" | "del"; line: string }) {
  const { t } = useTranslation("audit");
  return (
    <Element className={`muster-${Element}`}>
      <span className="pf-v6-screen-reader">{t(Element === "ins" ? "came" : "went")}</span> {line}
    </Element>
  );
}

function Lines({
  of,
  children,
}: {
  of: readonly string[];
  children: (line: string) => ReactNode;
}): ReactNode {
  const { t } = useTranslation("audit");
  return of.length === 0 ? (
    t("notSet")
  ) : (
    <ul>
      {of.map((line) => (
        <li key={line}>{children(line)}</li>
      ))}
    </ul>
  );
}

const SECRET = "(secret)";

function Value({ value }: { value: unknown }): ReactNode {
  const { t } = useTranslation("audit");
  const { number } = useFormat();
  if (value === undefined || value === null || value === "") {
    return t("notSet");
  }
  if (value === SECRET) {
    return <em>{t("secret")}</em>;
  }
  if (Array.isArray(value)) {
    return <Lines of={value.map(String)}>{(line) => line}</Lines>;
  }
  if (typeof value === "boolean") {
    return t(value ? "shared:yes" : "shared:no");
  }
  if (typeof value === "number") {
    return number(value);
  }
  const text = String(value);
  return INSTANT.test(text) ? <Time of={text} /> : text;
}

/** Units by their paths, as far as they still are and the reader may see them. */
function usePlaces(organizationId: string | undefined): (unitId: string) => string {
  const can = useCan();
  const forest = useQuery({
    ...unitsQuery(organizationId ?? ""),
    enabled: organizationId !== undefined && can("units:read"),
  }).data;
  return (unitId) => {
    const path = forest?.pathOf(unitId) ?? "";
    return path === "" ? unitId : path;
  };
}
