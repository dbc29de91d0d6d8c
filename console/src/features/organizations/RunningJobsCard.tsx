import { Card, CardBody, CardTitle, List, ListItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { jobsIn } from "./overview-queries";

/** What runs or waits to run at present, with how far it is. */
export function RunningJobsCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  const jobsWords = useTranslation("jobs");
  const { number } = useFormat();
  const running = useQuery(jobsIn(organizationId, "RUNNING")).data?.items ?? [];
  const queued = useQuery(jobsIn(organizationId, "QUEUED")).data?.items ?? [];
  const jobs = [...running, ...queued];
  return (
    <Card isFullHeight>
      <CardTitle component="h2">{t("overview.jobs")}</CardTitle>
      <CardBody>
        {jobs.length === 0 ? (
          <p>{t("overview.noJobs")}</p>
        ) : (
          <List isPlain>
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
        )}
        <Link to={places.jobs.to({ organizationId })}>{t("overview.allJobs")}</Link>
      </CardBody>
    </Card>
  );
}
