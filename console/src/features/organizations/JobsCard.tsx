import { List, ListItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Bars, type Tone } from "./Bars";
import { CountCard } from "./CountCard";
import { type JobStateCount, jobsByState, jobsIn } from "./overview-queries";

const TONES: Record<JobStateCount["state"], Tone> = {
  RUNNING: "brand",
  QUEUED: "neutral",
  COMPLETED: "success",
  PARTIAL: "warning",
  FAILED: "danger",
  CANCELLED: "neutral",
};
const STATES = ["RUNNING", "QUEUED", "COMPLETED", "PARTIAL", "FAILED", "CANCELLED"] as const;

/** How many jobs run, ended or failed, and how far those are that run. */
export function JobsCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  return (
    <CountCard
      title={t("overview.jobs")}
      counted={useQuery(jobsByState(organizationId))}
      footer={<Link to={places.jobs.to({ organizationId })}>{t("overview.allJobs")}</Link>}
    >
      {({ items }) => (
        <>
          <RunningJobs organizationId={organizationId} />
          <Bars
            label={t("overview.jobsByState")}
            bars={STATES.map((state) => ({
              name: state,
              label: t(`overview.job.${state}`),
              count: items.find((one) => one.state === state)?.count ?? 0,
              tone: TONES[state],
              to: places.jobs.to({ organizationId }, { state }),
            }))}
          />
        </>
      )}
    </CountCard>
  );
}

function RunningJobs({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  const jobsWords = useTranslation("jobs");
  const { number } = useFormat();
  const running = useQuery(jobsIn(organizationId, "RUNNING")).data?.items ?? [];
  const queued = useQuery(jobsIn(organizationId, "QUEUED")).data?.items ?? [];
  const jobs = [...running, ...queued];
  if (jobs.length === 0) {
    return <p className="muster-total">{t("overview.noJobs")}</p>;
  }
  return (
    <List isPlain className="muster-above">
      {jobs.map(({ id, kind, done, skipped, failed, total }) => (
        <ListItem key={id}>
          <Link to={places.job.to({ organizationId, jobId: id })}>
            {jobsWords.t(`kind.${kind.replaceAll(".", "-")}`, { defaultValue: kind })}
          </Link>{" "}
          {t("overview.progress", {
            handled: number(done + skipped + failed),
            total: number(total ?? done + skipped + failed),
          })}
        </ListItem>
      ))}
    </List>
  );
}
