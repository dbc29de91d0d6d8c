import { places } from "@shared/routing/places";
import { useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { JobStateLabel } from "./JobStateLabel";
import { useKindLabel } from "./kind-label";
import { type Job, type JobsQuery, jobCountQuery, jobsQuery } from "./queries";

const STATES = ["QUEUED", "RUNNING", "COMPLETED", "PARTIAL", "FAILED", "CANCELLED"] as const;

export default function JobsPage() {
  const { t } = useTranslation("jobs");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const label = useKindLabel();
  const table = useTable<Job, JobsQuery>({
    name: "jobs",
    columns: [
      {
        name: "kind",
        label: t("columns.kind"),
        isRowName: true,
        cell: (job) => (
          <Link to={places.job.to({ organizationId, jobId: job.id })}>{label(job.kind)}</Link>
        ),
      },
      {
        name: "state",
        label: t("columns.state"),
        isNarrow: true,
        cell: (job) => <JobStateLabel state={job.state} />,
      },
      {
        name: "done",
        label: t("columns.done"),
        isNarrow: true,
        cell: (job) =>
          t("doneOf", { done: number(job.done), total: number(job.total ?? job.done) }),
      },
      {
        name: "failed",
        label: t("columns.failed"),
        isNarrow: true,
        cell: (job) => number(job.failed),
      },
      {
        name: "skipped",
        label: t("columns.skipped"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: (job) => number(job.skipped),
      },
      { name: "startedBy", label: t("columns.startedBy"), cell: (job) => job.startedByName },
      {
        name: "createdAt",
        label: t("columns.createdAt"),
        isNarrow: true,
        cell: (job) => <Time of={job.createdAt} />,
      },
      {
        name: "endedAt",
        label: t("columns.endedAt"),
        isNarrow: true,
        cell: (job) => <Time of={job.endedAt} none={t("notYet")} />,
      },
    ],
    filters: [
      {
        kind: "choice",
        name: "state",
        label: t("columns.state"),
        options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
      },
      { kind: "flag", name: "own", label: t("own") },
    ],
  });
  const rows = useQuery(jobsQuery(organizationId, table.query));
  const count = useQuery(jobCountQuery(organizationId, table.filter)).data?.count;
  return (
    <PageFrame title={t("title")} description={t("description")}>
      <ListTable
        table={table}
        label={t("title")}
        rows={rows}
        count={count}
        rowId={(job) => job.id}
        rowName={(job) => label(job.kind)}
        empty={{ title: t("none.title"), body: t("none.body") }}
      />
    </PageFrame>
  );
}
