import { places } from "@shared/routing/places";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type ChangesQuery, changesQuery, type UserChange } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
}

/** What was done to one user: when, by whom, and what it changed. Needs audit:read. */
export function UserChanges({ organizationId, userId }: Props) {
  const { t } = useTranslation("users");
  const audit = useTranslation("audit");
  const table = useTable<UserChange, ChangesQuery>({
    name: "user-changes",
    prefix: "changes.",
    columns: [
      {
        name: "at",
        label: t("changes.at"),
        isNarrow: true,
        cell: (change) => <Time of={change.at} />,
      },
      {
        name: "action",
        label: t("changes.action"),
        isRowName: true,
        cell: ({ action }) => audit.t(`actions.${action}`, { defaultValue: action }),
      },
      {
        name: "actor",
        label: t("changes.actor"),
        cell: ({ actorName, channel }) =>
          actorName === "" || channel === "SYSTEM" ? t("changes.system") : actorName,
      },
      {
        name: "changed",
        label: t("changes.changed"),
        cell: (change) => <Differences change={change} />,
      },
    ],
  });
  const rows = useQuery(changesQuery(organizationId, userId, table.query));
  return (
    <ListTable
      table={table}
      label={t("tabs.changes")}
      rows={rows}
      rowId={({ sequence }) => String(sequence)}
      rowName={({ action }) => action}
      buttons={
        <Link to={places.audit.to({ organizationId }, { subjectId: userId })}>
          {t("changes.all")}
        </Link>
      }
      empty={{ title: t("changes.none"), body: t("changes.noneBody") }}
    />
  );
}

function Differences({ change }: { change: UserChange }) {
  const { t } = useTranslation("users");
  const before = flat(change.before);
  const after = flat(change.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return (
    <ul className="muster-changes">
      {names.map((name) => (
        <li key={name}>
          {t("changes.line", { name, before: textOf(before[name]), after: textOf(after[name]) })}
        </li>
      ))}
    </ul>
  );
}

/** By their paths: "profile.title" for what lies deeper. */
function flat(fields: Readonly<Record<string, unknown>>, start = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(flat(value as Record<string, unknown>, `${start}${name}.`))
        : [[start + name, value] as const],
    ),
  );
}

function textOf(value: unknown): string {
  return value === undefined || value === null || value === "" ? "–" : String(value);
}
