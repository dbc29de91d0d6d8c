import { Button, Skeleton } from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { idempotencyKey } from "@shared/api/client";
import { places } from "@shared/routing/places";
import { useOrganizationId } from "@shared/session/me";
import { NoRows, RowsFailed } from "@shared/table/NoRows";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FileSize } from "./FileSize";
import { exportAddress, exportsQuery, isOpen, startExport, type UserExport } from "./queries";

/** Files of all users: begins one and lists those of the last days. */
export default function ExportsPage() {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const found = useQuery(exportsQuery(organizationId));
  const exports = found.data?.exports;
  return (
    <PageFrame
      title={t("exports.title")}
      description={t("exports.description")}
      actions={exports !== undefined && exports.length > 0 && <NewExport />}
    >
      {found.isError && exports === undefined && (
        <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isPending && <Skeleton screenreaderText={t("loading")} />}
      {exports?.length === 0 && (
        <NoRows
          way={{
            title: t("exports.none.title"),
            body: t("exports.none.body"),
            actions: <NewExport />,
          }}
        />
      )}
      {exports !== undefined && exports.length > 0 && <Exports exports={exports} />}
    </PageFrame>
  );
}

function NewExport() {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: () => startExport(organizationId, idempotencyKey()),
    onSuccess: () => queries.invalidateQueries(exportsQuery(organizationId)),
    onError: (error) => toast({ variant: "danger", title: error.message }),
  });
  return (
    <Button
      isLoading={begin.isPending}
      isAriaDisabled={begin.isPending}
      onClick={() => begin.mutate()}
    >
      {t("exports.new")}
    </Button>
  );
}

function Exports({ exports }: { exports: readonly UserExport[] }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  return (
    <Table aria-label={t("exports.title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("columns.at")}</Th>
          <Th>{t("columns.by")}</Th>
          <Th>{t("exports.rows")}</Th>
          <Th>{t("exports.size")}</Th>
          <Th>{t("exports.file")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {exports.map((one) => (
          <Tr key={one.id}>
            <Td dataLabel={t("columns.at")}>
              <Time of={one.createdAt} />
            </Td>
            <Td dataLabel={t("columns.by")}>{one.createdByName}</Td>
            <Td dataLabel={t("exports.rows")}>{number(one.rows)}</Td>
            <Td dataLabel={t("exports.size")}>
              <FileSize of={one.fileSize} />
            </Td>
            <Td dataLabel={t("exports.file")}>
              <Outcome of={one} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Outcome({ of }: { of: UserExport }) {
  const { t } = useTranslation("imports");
  const { dateTime } = useFormat();
  const organizationId = useOrganizationId();
  const isThere = of.state === "COMPLETED" || of.state === null;
  if (isThere) {
    return (
      <Button
        variant="link"
        isInline
        component="a"
        href={exportAddress(organizationId, of.id)}
        icon={<DownloadIcon />}
        aria-label={t("exports.downloadOf", { time: dateTime(of.createdAt) })}
        download
      >
        {t("exports.download")}
      </Button>
    );
  }
  return (
    <Link to={places.job.to({ organizationId, jobId: of.jobId })}>
      {isOpen(of.state) ? t("exports.writing") : t("exports.stopped")}
    </Link>
  );
}
