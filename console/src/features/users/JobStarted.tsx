import { places } from "@shared/routing/places";
import { useCan } from "@shared/session/me";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

/** The way to a job just begun, for whoever may see it. */
export function JobStarted(props: { readonly organizationId: string; readonly jobId: string }) {
  const { t } = useTranslation("users");
  const can = useCan();
  return can("jobs:read") ? <Link to={places.job.to(props)}>{t("acts.watch")}</Link> : null;
}
