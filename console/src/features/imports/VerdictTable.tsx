import { Label, type LabelProps, List, ListItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  fieldsQuery,
  type Kind,
  reasonsQuery,
  type UserImport,
  type Verdict,
  type VerdictsQuery,
  verdictsQuery,
} from "./queries";

const LOOKS: Record<Verdict["verdict"], LabelProps> = {
  CREATE: { status: "success" },
  UPDATE: { color: "blue" },
  UNCHANGED: { color: "grey" },
  SKIP: { status: "warning" },
  ERROR: { status: "danger" },
};
const VERDICTS = ["CREATE", "UPDATE", "UNCHANGED", "SKIP", "ERROR"] as const;

/** Each row of the file with what becomes of it. */
export function VerdictTable({ file, kind }: { file: UserImport; kind: Kind }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const reasons = useQuery(reasonsQuery(organizationId, file.id, kind)).data?.reasons ?? [];
  const label = (verdict: Verdict["verdict"]) =>
    kind === "CHECK" ? t(`verdict.${verdict}`) : t(`done.${verdict}`);
  const table = useTable<Verdict, VerdictsQuery>({
    name: "import-rows",
    columns: [
      {
        name: "line",
        label: t("columns.lineNumber"),
        isNarrow: true,
        cell: ({ line }) => number(line),
      },
      {
        name: "name",
        label: t("columns.user"),
        isRowName: true,
        cell: (row) => <User row={row} />,
      },
      {
        name: "verdict",
        label: t("columns.verdict"),
        isNarrow: true,
        cell: ({ verdict }) => (
          <Label isCompact {...LOOKS[verdict]}>
            {label(verdict)}
          </Label>
        ),
      },
      { name: "why", label: t("columns.why"), cell: (row) => <Why row={row} /> },
    ],
    filters: [
      {
        kind: "choice",
        name: "verdict",
        label: t("columns.verdict"),
        options: VERDICTS.map((value) => ({ value, label: label(value) })),
      },
      {
        kind: "choice",
        name: "reason",
        label: t("columns.reason"),
        options: reasons.map(({ code, rows }) => ({
          value: code,
          label: t("reasonCount", {
            reason: t(`reason.${code.replaceAll(".", "-")}`, { defaultValue: code }),
            rows: number(rows),
          }),
        })),
      },
    ],
  });
  const rows = useQuery(verdictsQuery(organizationId, file.id, kind, table.query));
  return (
    <ListTable
      table={table}
      label={t("rows")}
      rows={rows}
      rowId={({ number: row }) => String(row)}
      rowName={({ name, line }) => (name === "" ? t("line", { line: String(line) }) : name)}
      empty={{ title: t("noRows.title"), body: t("noRows.body") }}
    />
  );
}

function User({ row }: { row: Verdict }) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const can = useCan();
  const name = row.name === "" ? t("nobody") : row.name;
  return row.userId !== null && can("users:read") ? (
    <Link to={places.user.to({ organizationId, userId: row.userId })}>{name}</Link>
  ) : (
    name
  );
}

/** Why a row is skipped or in error, or what an update changes. */
function Why({ row }: { row: Verdict }) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const fields = useQuery(fieldsQuery(organizationId)).data?.fields ?? [];
  if (row.changes.length > 0) {
    const names = row.changes.map(
      (change) =>
        fields.find(({ key }) => key === change)?.header ??
        t(`change.${change}`, { defaultValue: change }),
    );
    return t("changes", { settings: names.join(", ") });
  }
  const [first, ...others] = row.reasons;
  if (first === undefined) {
    return null;
  }
  return others.length === 0 ? (
    first.message
  ) : (
    <List isPlain>
      {row.reasons.map(({ column, code, message }) => (
        <ListItem key={`${column}-${code}`}>{message}</ListItem>
      ))}
    </List>
  );
}
