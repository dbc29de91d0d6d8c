import { Progress, ProgressMeasureLocation } from "@patternfly/react-core";
import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";
import { useKindLabel } from "./kind-label";
import { hasEnded, type Job } from "./queries";

/** How far a job is: a bar with its numbers in words. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const { number } = useFormat();
  const label = useKindLabel();
  const handled = job.done + job.skipped + job.failed;
  const total = job.total ?? handled;
  const value = total === 0 ? (hasEnded(job) ? 100 : 0) : (100 * handled) / total;
  return (
    <Progress
      value={value}
      title={t("progress.title")}
      label={t("progress.of", { handled: number(handled), total: number(total) })}
      valueText={t("progress.of", { handled: number(handled), total: number(total) })}
      measureLocation={ProgressMeasureLocation.top}
      aria-label={label(job.kind)}
    />
  );
}
