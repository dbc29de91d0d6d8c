import { Button, Label } from "@patternfly/react-core";
import { changesOf } from "@shared/audit/changes";
import type { Filter, Option } from "@shared/table/types";
import { type FilterOf, type Table, useTable } from "@shared/table/use-table";
import { Account } from "@shared/ui/Account";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type AuditEntry, type AuditQuery, entriesQuery, type Log } from "./queries";
import { useWords } from "./words";

type AuditFilter = Filter<keyof FilterOf<AuditQuery> & string>;

const OUTCOMES = ["DONE", "REFUSED"] as const;
const FEW = 3;

/** Columns and filters of a log. */
export function useAuditTable(
  log: Log,
  onOpen: (entry: AuditEntry) => void,
): Table<AuditEntry, AuditQuery> {
  const { t } = useTranslation("audit");
  const { number } = useFormat();
  const words = useWords();
  const summary = (entry: AuditEntry) => {
    const names = changesOf(entry).map(({ field }) => words.field(field));
    const shown = names.slice(0, FEW).join(", ");
    return names.length > FEW ? t("andMore", { shown, count: names.length - FEW }) : shown;
  };
  return useTable<AuditEntry, AuditQuery>({
    name: log === undefined ? "audit-instance" : "audit",
    columns: [
      {
        name: "at",
        label: t("columns.at"),
        isNarrow: true,
        cell: (entry) => <Time of={entry.at} />,
      },
      { name: "actor", label: t("columns.actor"), cell: (entry) => words.actor(entry) },
      {
        name: "action",
        label: t("columns.action"),
        isRowName: true,
        cell: (entry) => (
          <Button variant="link" isInline onClick={() => onOpen(entry)}>
            {words.action(entry)}
          </Button>
        ),
      },
      {
        name: "subject",
        label: t("columns.subject"),
        cell: (entry) => <Account name={words.subject(entry)} />,
      },
      { name: "changes", label: t("columns.changes"), cell: summary },
      {
        name: "outcome",
        label: t("columns.outcome"),
        isNarrow: true,
        cell: (entry) => <Outcome outcome={entry.outcome} />,
      },
      {
        name: "channel",
        label: t("columns.channel"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: (entry) => words.channel(entry),
      },
      {
        name: "address",
        label: t("columns.address"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: (entry) => entry.address,
      },
      {
        name: "sequence",
        label: t("columns.sequence"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: (entry) => number(entry.sequence),
      },
    ],
    filters: useFilters(log),
  });
}

/** Who and on whom are chosen at an entry; then they are filters like the others, with their chips. */
function useFilters(log: Log): readonly AuditFilter[] {
  const { t } = useTranslation("audit");
  const [search] = useSearchParams();
  const area = search.get("area");
  const areas = t("areas", { returnObjects: true }) as Readonly<Record<string, string>>;
  const actions = t("actions", { returnObjects: true }) as Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
  const actor = useChosen(log, "actorId", search.get("actorId"));
  const subject = useChosen(log, "subjectId", search.get("subjectId"));
  return [
    { kind: "search", name: "q", label: t("filter.q") },
    {
      kind: "choice",
      name: "area",
      label: t("filter.area"),
      options: Object.entries(areas).map(([value, label]) => ({ value, label })),
    },
    {
      kind: "choice",
      name: "action",
      label: t("filter.action"),
      options: Object.entries(actions)
        .filter(([name]) => area === null || name === area)
        .flatMap(([name, verbs]) =>
          Object.entries(verbs).map(([verb, label]) => ({ value: `${name}.${verb}`, label })),
        ),
    },
    {
      kind: "choice",
      name: "outcome",
      label: t("filter.outcome"),
      options: OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) })),
    },
    ...(actor === undefined
      ? []
      : [{ kind: "choice", name: "actorId", label: t("filter.actor"), options: [actor] } as const]),
    ...(subject === undefined
      ? []
      : [
          {
            kind: "choice",
            name: "subjectId",
            label: t("filter.subject"),
            options: [subject],
          } as const,
        ]),
    { kind: "date", name: "from", label: t("filter.from") },
    { kind: "date", name: "until", label: t("filter.until") },
  ];
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The one that the address names by id, worded as in his newest entry. */
function useChosen(log: Log, name: "actorId" | "subjectId", id: string | null): Option | undefined {
  const words = useWords();
  const isKnown = id !== null && UUID.test(id);
  const newest = useQuery({
    ...entriesQuery(log, isKnown ? { [name]: id, limit: 1 } : { limit: 1 }),
    enabled: isKnown,
  }).data?.items[0];
  if (!isKnown) {
    return undefined;
  }
  const worded = name === "actorId" ? words.actor : words.subject;
  return { value: id, label: newest?.[name] === id ? worded(newest) : id };
}

export function Outcome({ outcome }: { outcome: string }) {
  const { t } = useTranslation("audit");
  return (
    <Label isCompact status={outcome === "DONE" ? "success" : "warning"}>
      {t(`outcomes.${outcome}`, { defaultValue: outcome })}
    </Label>
  );
}
