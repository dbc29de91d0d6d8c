import { Label, type LabelProps } from "@patternfly/react-core";
import PendingIcon from "@patternfly/react-icons/dist/esm/icons/pending-icon";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type JobItem, type JobItemsQuery, jobItemsQuery, jobTalliesQuery } from "./queries";

const VERDICTS = ["DONE", "UNCHANGED", "SKIPPED", "FAILED"] as const;
const LOOKS: Record<(typeof VERDICTS)[number], LabelProps> = {
  DONE: { status: "success" },
  UNCHANGED: { status: "info" },
  SKIPPED: { status: "warning" },
  FAILED: { status: "danger" },
};

interface Props {
  readonly organizationId: string;
  readonly jobId: string;
  /** Whether the outcomes only tell what would be. */
  readonly isConditional: boolean;
}

/** Each item of a job with what became of it, or would become. */
export function JobItems({ organizationId, jobId, isConditional }: Props) {
  const { t } = useTranslation("jobs");
  const { number } = useFormat();
  const tallies = useQuery(jobTalliesQuery(organizationId, jobId)).data?.items ?? [];
  const reasons = tallies.filter(({ reason }) => reason !== "");
  const table = useTable<JobItem, JobItemsQuery>({
    name: "job-items",
    columns: [
      {
        name: "number",
        label: t("items.number"),
        isNarrow: true,
        cell: (item) => number(item.number),
      },
      { name: "name", label: t("items.name"), isRowName: true, cell: (item) => item.subjectName },
      {
        name: "verdict",
        label: t("items.verdict"),
        isNarrow: true,
        cell: (item) => (
          <Verdict verdict={item.verdict ?? undefined} isConditional={isConditional} />
        ),
      },
      { name: "message", label: t("items.message"), cell: (item) => item.message },
      {
        name: "reason",
        label: t("items.reason"),
        isShownAtFirst: false,
        cell: (item) => item.reason,
      },
      { name: "id", label: t("items.id"), isShownAtFirst: false, cell: (item) => item.subjectId },
    ],
    filters: [
      {
        kind: "choice",
        name: "verdict",
        label: t("items.verdict"),
        options: VERDICTS.map((value) => ({
          value,
          label: isConditional ? t(`would.${value}`) : t(`verdict.${value}`),
        })),
      },
      {
        kind: "choice",
        name: "reason",
        label: t("items.message"),
        options: reasons.map(({ reason, message, count }) => ({
          value: reason,
          label: t("items.tally", {
            message: message === "" ? reason : message,
            count,
            shown: number(count),
          }),
        })),
      },
    ],
  });
  const rows = useQuery(jobItemsQuery(organizationId, jobId, table.query));
  return (
    <ListTable
      table={table}
      label={t("items.title")}
      rows={rows}
      rowId={(item) => String(item.number)}
      rowName={(item) => item.subjectName}
      empty={{ title: t("items.none.title"), body: t("items.none.body") }}
    />
  );
}

interface VerdictProps {
  readonly verdict: (typeof VERDICTS)[number] | undefined;
  readonly isConditional: boolean;
}

function Verdict({ verdict, isConditional }: VerdictProps) {
  const { t } = useTranslation("jobs");
  return verdict === undefined ? (
    <Label isCompact icon={<PendingIcon />}>
      {t("verdict.OPEN")}
    </Label>
  ) : (
    <Label isCompact {...LOOKS[verdict]}>
      {isConditional ? t(`would.${verdict}`) : t(`verdict.${verdict}`)}
    </Label>
  );
}
