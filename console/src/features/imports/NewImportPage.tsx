import { Skeleton } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { skipToken, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { stateOf } from "./ImportStateLabel";
import { ImportWizard } from "./ImportWizard";
import { importQuery } from "./queries";
import { importRoute, importsRoute } from "./routes";

/** Brings a file of users in, step by step. */
export default function NewImportPage() {
  const organizationId = useOrganizationId();
  const [search] = useSearchParams();
  const importId = search.get("import");
  const query = importQuery(organizationId, importId ?? "");
  const found = useQuery(importId === null ? { ...query, queryFn: skipToken } : query);
  if (importId === null) {
    return (
      <Frame>
        <ImportWizard file={undefined} />
      </Frame>
    );
  }
  if (found.data === undefined) {
    return (
      <Frame>
        {found.isError ? (
          <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Loading />
        )}
      </Frame>
    );
  }
  const { value: file } = found.data;
  if (file.run !== null && stateOf(file) !== "STOPPED") {
    return <Navigate to={importRoute.to({ organizationId, importId })} replace />;
  }
  return (
    <Frame>
      <ImportWizard file={found.data} />
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  return (
    <PageFrame
      title={t("new")}
      crumbs={[{ label: t("title"), to: importsRoute.to({ organizationId }) }]}
    >
      {children}
    </PageFrame>
  );
}

function Loading() {
  const { t } = useTranslation("imports");
  return <Skeleton screenreaderText={t("loading")} />;
}
