import {
  Label,
  type LabelProps,
  List,
  ListItem,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan, useOrganizationId } from "@shared/session/me";
import { FilterControls } from "@shared/table/FilterToolbar";
import { NoRows, RowsFailed } from "@shared/table/NoRows";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { settingOf } from "./mapping";
import {
  fieldsQuery,
  handled,
  type ImportPass,
  type Kind,
  type ReasonCount,
  reasonsQuery,
  type UserImport,
  type Verdict,
  type VerdictFilter,
  type VerdictsQuery,
  verdictPages,
} from "./queries";
import { VerdictRows } from "./VerdictRows";
import "./verdicts.css";

const LOOKS: Record<Verdict["verdict"], LabelProps> = {
  CREATE: { status: "success" },
  UPDATE: { color: "blue" },
  DELETE: { color: "orangered" },
  REMOVE: { color: "orangered" },
  UNCHANGED: { color: "grey" },
  SKIP: { status: "warning" },
  ERROR: { status: "danger" },
};
const VERDICTS = ["CREATE", "UPDATE", "DELETE", "UNCHANGED", "SKIP", "ERROR"] as const;
const COUNTED = {
  CREATE: "created",
  UPDATE: "updated",
  DELETE: "deleted",
  REMOVE: "removed",
  UNCHANGED: "unchanged",
  SKIP: "skipped",
  ERROR: "failed",
} as const satisfies Record<Verdict["verdict"], keyof ImportPass["counts"]>;
const UNDO_VERDICTS = ["REMOVE", "UPDATE", "UNCHANGED", "SKIP", "ERROR"] as const;

/** Each row of the file with what becomes of it, or of what was done for it. */
export function VerdictTable({ file, kind }: { file: UserImport; kind: Kind }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const reasons = useQuery(reasonsQuery(organizationId, file.id, kind)).data?.reasons ?? [];
  const isUndo = kind === "UNDO_CHECK" || kind === "UNDO";
  const label = (verdict: Verdict["verdict"]) => {
    switch (kind) {
      case "CHECK":
        return t(`verdict.${verdict}`);
      case "RUN":
        return t(`done.${verdict}`);
      case "UNDO_CHECK":
        return t(`undo.verdict.${verdict}`);
      case "UNDO":
        return t(`undo.done.${verdict}`);
    }
  };
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
        options: (isUndo ? UNDO_VERDICTS : VERDICTS).map((value) => ({
          value,
          label: label(value),
        })),
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
  const queries = useQueryClient();
  const pass = passOf(file, kind);
  const options = verdictPages(
    organizationId,
    file.id,
    { kind, jobId: pass?.jobId ?? "" },
    table.filter,
  );
  const pages = useInfiniteQuery(options);
  const total = matching(pass, reasons, table.filter);
  if (pages.isError && pages.data === undefined) {
    return <RowsFailed error={pages.error} onRetry={() => void pages.refetch()} />;
  }
  const isEmpty = pages.data?.pages.every(({ items }) => items.length === 0) === true;
  if (isEmpty && !table.isFiltered) {
    return (
      <NoRows
        way={
          isUndo
            ? { title: t("undo.none.title"), body: t("undo.none.body") }
            : { title: t("noRows.title"), body: t("noRows.body") }
        }
      />
    );
  }
  return (
    <>
      <Toolbar
        clearAllFilters={table.clearFilters}
        clearFiltersButtonText={t("shared:filter.clearAll")}
        colorVariant="no-background"
        className="muster-list-toolbar"
      >
        <ToolbarContent>
          <FilterControls state={table} />
          <ToolbarItem align={{ default: "alignEnd" }} alignSelf="center">
            <span role="status" className="muster-count">
              {t("shared:table.count", { count: total, shown: number(total) })}
            </span>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {isEmpty ? (
        <NoRows onClearFilters={table.clearFilters} />
      ) : (
        <VerdictRows
          // Another list begins at its top.
          key={JSON.stringify(options.queryKey)}
          label={isUndo ? t("undo.rows") : t("rows")}
          columns={table.columns}
          pages={pages}
          total={total}
          onRestart={() => void queries.resetQueries({ queryKey: options.queryKey })}
        />
      )}
    </>
  );
}

function passOf(file: UserImport, kind: Kind): ImportPass | null {
  switch (kind) {
    case "CHECK":
      return file.check;
    case "RUN":
      return file.run;
    case "UNDO_CHECK":
      return file.undoCheck;
    case "UNDO":
      return file.undo;
  }
}

/** How many rows the filters leave; of all reasons, as of all verdicts, it is counted already. */
function matching(
  pass: ImportPass | null,
  reasons: readonly ReasonCount[],
  { verdict, reason }: VerdictFilter,
): number {
  if (reason !== undefined) {
    return reasons
      .filter((one) => one.code === reason && (verdict === undefined || one.verdict === verdict))
      .reduce((sum, { rows }) => sum + rows, 0);
  }
  if (pass === null) {
    return 0;
  }
  return verdict === undefined ? handled(pass) : pass.counts[COUNTED[verdict]];
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

/** What an update changes, and why a row is skipped or in error or what of it stays. */
function Why({ row }: { row: Verdict }) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const fields = useQuery(fieldsQuery(organizationId)).data?.fields ?? [];
  const names = row.changes.map(
    (change) =>
      fields.find(({ key }) => key === settingOf(change))?.header ??
      t(`change.${change}`, { defaultValue: change }),
  );
  const lines = [
    ...(names.length === 0 ? [] : [t("changes", { settings: names.join(", ") })]),
    ...row.reasons.map(({ message }) => message),
  ];
  return lines.length < 2 ? (
    lines[0]
  ) : (
    <List isPlain>
      {lines.map((line) => (
        <ListItem key={line}>{line}</ListItem>
      ))}
    </List>
  );
}
