import { Skeleton } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { importQuery, type UserImport } from "./queries";
import { importsRoute } from "./routes";

type Crumbs = { readonly label: string; readonly to: string }[];

interface Props {
  /** Stands over the page until the import is read. */
  readonly title: string;
  /** The page, once it is; with the crumbs that lead there. */
  readonly children: (file: UserImport, crumbs: Crumbs) => ReactNode;
}

/** A page about the import that its address names. */
export function ImportFrame({ title, children }: Props) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const { importId = "" } = useParams();
  const found = useQuery(importQuery(organizationId, importId));
  const crumbs = [{ label: t("title"), to: importsRoute.to({ organizationId }) }];
  if (found.data !== undefined) {
    return children(found.data.value, crumbs);
  }
  return (
    <PageFrame title={title} crumbs={crumbs}>
      {found.isError ? (
        <RowsFailed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Skeleton screenreaderText={t("loading")} />
      )}
    </PageFrame>
  );
}
