import { Button, Skeleton } from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { idempotencyKey } from "@shared/api/client";
import { useOrganizationId } from "@shared/session/me";
import { NoRows, RowsFailed } from "@shared/table/NoRows";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Report, reportAddress, reportsQuery, startReport } from "./queries";

/** The reports on users that one asked for in the last seven days. */
export default function ReportsPage() {
  const { t } = useTranslation("workbooks");
  const organizationId = useOrganizationId();
  const found = useQuery(reportsQuery(organizationId));
  const reports = found.data?.reports;
  return (
    <PageFrame
      title={t("reports.title")}
      description={t("reports.about")}
      actions={reports !== undefined && reports.length > 0 && <NewReport />}
    >
      {found.isError && reports === undefined && (
        <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isPending && <Skeleton screenreaderText={t("loading")} />}
      {reports?.length === 0 && (
        <NoRows
          way={{
            title: t("reports.none.title"),
            body: t("reports.none.body"),
            actions: <NewReport />,
          }}
        />
      )}
      {reports !== undefined && reports.length > 0 && <Reports reports={reports} />}
    </PageFrame>
  );
}

function NewReport() {
  const { t } = useTranslation("workbooks");
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: () => startReport(organizationId, idempotencyKey()),
    onSuccess: () => {
      toast({ variant: "info", title: t("reports.begun") });
      return queries.invalidateQueries(reportsQuery(organizationId));
    },
    onError: (error) => toast({ variant: "danger", title: error.message }),
  });
  return (
    <Button
      isLoading={begin.isPending}
      isAriaDisabled={begin.isPending}
      onClick={() => begin.mutate()}
    >
      {t("reports.new")}
    </Button>
  );
}

function Reports({ reports }: { readonly reports: readonly Report[] }) {
  const { t } = useTranslation("workbooks");
  const { number } = useFormat();
  return (
    <Table aria-label={t("reports.title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("reports.at")}</Th>
          <Th>{t("users")}</Th>
          <Th>{t("reports.until")}</Th>
          <Th>{t("reports.file")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {reports.map((one) => (
          <Tr key={one.id}>
            <Td dataLabel={t("reports.at")}>
              <Time of={one.createdAt} />
            </Td>
            <Td dataLabel={t("users")}>{number(one.rows)}</Td>
            <Td dataLabel={t("reports.until")}>
              <Time of={one.keptUntil} />
            </Td>
            <Td dataLabel={t("reports.file")}>
              <Files of={one} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
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
    <Button
      key={format}
      variant="link"
      component="a"
      href={reportAddress(organizationId, of.id, format)}
      icon={<DownloadIcon />}
      aria-label={t("reports.downloadOf", { format, time: dateTime(of.createdAt) })}
      download
    >
      {t("reports.download", { context: format })}
    </Button>
  ));
}
