import { changesOf, INSTANT, spelled } from "@shared/audit/changes";
import { places } from "@shared/routing/places";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type ChangesQuery, changesQuery, type UserChange } from "./queries";
import { useUnits } from "./units";

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
        cell: (change) => <Differences organizationId={organizationId} change={change} />,
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

function Differences({ organizationId, change }: { organizationId: string; change: UserChange }) {
  const { t } = useTranslation("users");
  const audit = useTranslation("audit");
  const words = useValues(organizationId);
  return (
    <ul className="muster-changes">
      {changesOf(change).map(({ field, before, after }) => (
        <li key={field}>
          {t("changes.line", {
            name: audit.t(`fields.${field}`, { defaultValue: spelled(field) }),
            before: words(field, before),
            after: words(field, after),
          })}
        </li>
      ))}
    </ul>
  );
}

/** What a field was or became, in the words of the pages that show it. */
function useValues(organizationId: string): (field: string, value: unknown) => string {
  const { t } = useTranslation("users");
  const { dateTime } = useFormat();
  const units = useUnits(organizationId);
  return (field, value) => {
    if (value === undefined || value === null || value === "") {
      return "–";
    }
    if (typeof value === "boolean") {
      return t(value ? "shared:yes" : "shared:no");
    }
    const text = String(value);
    switch (field) {
      case "state":
        return t(`state.${text}`, { defaultValue: text });
      case "type":
        return t(`type.${text}`, { defaultValue: text });
      case "signInMethod":
        return t(`method.${text}`, { defaultValue: text });
      case "unitId":
        return units.pathOf(text) || text;
      default:
        return INSTANT.test(text) ? dateTime(text) : text;
    }
  };
}
