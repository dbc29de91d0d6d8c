import { useOrganizationId } from "@shared/session/me";
import { FileLink, KeptFiles } from "@shared/table/KeptFiles";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Report, reportAddress, reportsQuery, startReport } from "./queries";

/** The reports on users that one asked for in the last seven days. */
export default function ReportsPage() {
  const { t } = useTranslation("workbooks");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const found = useQuery({
    ...reportsQuery(organizationId),
    select: ({ reports }): readonly Report[] => reports,
  });
  return (
    <KeptFiles
      title={t("reports.title")}
      description={t("reports.about")}
      loading={t("loading")}
      none={{ title: t("reports.none.title"), body: t("reports.none.body") }}
      found={found}
      begin={t("reports.new")}
      onBegin={(key) => startReport(organizationId, key)}
      onBegun={() => {
        toast({ variant: "info", title: t("reports.begun") });
        return queries.invalidateQueries(reportsQuery(organizationId));
      }}
      columns={[
        { label: t("reports.at"), of: (one) => <Time of={one.createdAt} /> },
        { label: t("users"), of: (one) => number(one.rows) },
        { label: t("reports.until"), of: (one) => <Time of={one.keptUntil} /> },
        { label: t("reports.file"), of: (one) => <Files of={one} /> },
      ]}
    />
  );
}

function Files({ of }: { readonly of: Report }) {
  const { t } = useTranslation("workbooks");
  const { dateTime } = useFormat();
  const organizationId = useOrganizationId();
  if (!of.ready) {
    return of.running ? t("reports.making") : t("reports.stopped");
  }
  return (["xlsx", "csv"] as const).map((format) => (
    <FileLink
      key={format}
      href={reportAddress(organizationId, of.id, format)}
      name={t("reports.downloadOf", { format, time: dateTime(of.createdAt) })}
    >
      {t("reports.download", { context: format })}
    </FileLink>
  ));
}
