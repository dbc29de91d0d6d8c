import { places } from "@shared/routing/places";
import { useCan, useOrganizationId } from "@shared/session/me";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ImportPass } from "./queries";

/** The way to the job of a pass, for whoever may see it; a job can be cancelled on its page. */
export function JobLink({ pass }: { pass: ImportPass }) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const can = useCan();
  return can("jobs:read") ? (
    <Link to={places.job.to({ organizationId, jobId: pass.jobId })}>{t("job")}</Link>
  ) : null;
}
