import { places } from "@shared/routing/places";
import { useOrganizationId } from "@shared/session/me";
import { FileLink, KeptFiles } from "@shared/table/KeptFiles";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FileSize } from "./FileSize";
import { exportAddress, exportsQuery, isOpen, startExport, type UserExport } from "./queries";

/** Files of all users: begins one and lists those of the last days. */
export default function ExportsPage() {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const found = useQuery({
    ...exportsQuery(organizationId),
    select: ({ exports }): readonly UserExport[] => exports,
  });
  return (
    <KeptFiles
      title={t("exports.title")}
      description={t("exports.description")}
      loading={t("loading")}
      none={{ title: t("exports.none.title"), body: t("exports.none.body") }}
      found={found}
      begin={t("exports.new")}
      onBegin={(key) => startExport(organizationId, key)}
      onBegun={() => queries.invalidateQueries(exportsQuery(organizationId))}
      columns={[
        { label: t("columns.at"), of: (one) => <Time of={one.createdAt} /> },
        { label: t("columns.by"), of: (one) => one.createdByName },
        { label: t("exports.rows"), of: (one) => number(one.rows) },
        { label: t("exports.size"), of: (one) => <FileSize of={one.fileSize} /> },
        { label: t("exports.file"), of: (one) => <Outcome of={one} /> },
      ]}
    />
  );
}

function Outcome({ of }: { of: UserExport }) {
  const { t } = useTranslation("imports");
  const { dateTime } = useFormat();
  const organizationId = useOrganizationId();
  return of.state === "COMPLETED" || of.state === null ? (
    <FileLink
      href={exportAddress(organizationId, of.id)}
      name={t("exports.downloadOf", { time: dateTime(of.createdAt) })}
    >
      {t("exports.download")}
    </FileLink>
  ) : (
    <Link to={places.job.to({ organizationId, jobId: of.jobId })}>
      {isOpen(of.state) ? t("exports.writing") : t("exports.stopped")}
    </Link>
  );
}
