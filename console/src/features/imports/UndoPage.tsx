import { Skeleton } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ImportStateLabel } from "./ImportStateLabel";
import { importQuery } from "./queries";
import { importRoute, importsRoute } from "./routes";
import { Undo } from "./Undo";

/** Takes an import back: what that would be, how it goes, what became of each user. */
export default function UndoPage() {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const { importId = "" } = useParams();
  const found = useQuery(importQuery(organizationId, importId));
  const crumbs = [{ label: t("title"), to: importsRoute.to({ organizationId }) }];
  if (found.data === undefined) {
    return (
      <PageFrame title={t("undo.title")} crumbs={crumbs}>
        {found.isError ? (
          <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeleton screenreaderText={t("loading")} />
        )}
      </PageFrame>
    );
  }
  const { value: file } = found.data;
  return (
    <PageFrame
      title={t("undo.title")}
      badges={<ImportStateLabel file={file} />}
      crumbs={[
        ...crumbs,
        { label: file.fileName, to: importRoute.to({ organizationId, importId }) },
      ]}
    >
      <Undo file={file} />
    </PageFrame>
  );
}
