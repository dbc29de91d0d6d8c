import { Label, Skeleton } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { OrganizationForm } from "./OrganizationForm";
import { organizationQuery } from "./queries";

/** The settings of the organization shown. */
export default function OrganizationPage() {
  const { t } = useTranslation("organizations");
  const organizationId = useOrganizationId();
  const { data, error, refetch } = useQuery(organizationQuery(organizationId));
  const badges = (
    <>
      {data?.value.isDefault === true && (
        <Label isCompact status="info">
          {t("default")}
        </Label>
      )}
      {data?.value.provedDomainsOnly === true && <Label isCompact>{t("provedDomainsOnly")}</Label>}
      {data?.value.active === false && (
        <Label isCompact status="warning">
          {t("off")}
        </Label>
      )}
    </>
  );
  return (
    <PageFrame title={t("settings")} badges={badges} description={data?.value.name}>
      {data !== undefined && <OrganizationForm organization={data.value} etag={data.etag} />}
      {data === undefined && error !== null && (
        <RowsFailed error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && (
        <Skeleton height="20rem" screenreaderText={t("settings")} />
      )}
    </PageFrame>
  );
}
