import { Button, EmptyState, EmptyStateBody, Skeleton } from "@patternfly/react-core";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddDomainDialog } from "./AddDomainDialog";
import { CatchAllDialog } from "./CatchAllDialog";
import { DomainActDialog } from "./DomainActDialog";
import { DomainsTable, type TableAct } from "./DomainsTable";
import { type CatchAll, catchAllsQuery, domainsQuery } from "./queries";
import { VerifyDialog } from "./VerifyDialog";

type Act = { readonly kind: "add" } | { readonly kind: TableAct; readonly domainId: string };

const NONE: ReadonlyMap<string, CatchAll> = new Map();

/** The domains of an organization: which are proved to be its own, and which are in use. */
export default function DomainsPage() {
  const { t } = useTranslation("domains");
  const organizationId = useOrganizationId();
  const can = useCan();
  const domains = useQuery(domainsQuery(organizationId));
  const maySeeMail = can("mailboxes:read");
  const catchAlls = useQuery({ ...catchAllsQuery(organizationId), enabled: maySeeMail });
  const [act, begin] = useState<Act>();
  const close = () => begin(undefined);
  const isManager = can("domains:manage");
  // Read from the list anew, so that an open dialog follows what the server finds.
  const of =
    act === undefined || act.kind === "add"
      ? undefined
      : domains.data?.find(({ id }) => id === act.domainId);
  return (
    <PageFrame
      title={t("title")}
      description={t("description")}
      actions={isManager && <Button onClick={() => begin({ kind: "add" })}>{t("add.verb")}</Button>}
    >
      {domains.data === undefined ? (
        domains.isError ? (
          <RowsFailed error={domains.error} onRetry={() => void domains.refetch()} />
        ) : (
          <Skeleton screenreaderText={t("loading")} />
        )
      ) : domains.data.length === 0 ? (
        <EmptyState titleText={t("none.title")} headingLevel="h2">
          <EmptyStateBody>{t("none.body")}</EmptyStateBody>
        </EmptyState>
      ) : (
        <DomainsTable
          domains={domains.data}
          catchAlls={catchAlls.data ?? NONE}
          mayManage={isManager}
          mayChooseCatchAll={catchAlls.data !== undefined && can("mailboxes:delivery")}
          onAct={(kind, domain) => begin({ kind, domainId: domain.id })}
        />
      )}
      {act?.kind === "add" && (
        <AddDomainDialog
          organizationId={organizationId}
          onAdded={(domain) => begin({ kind: "verify", domainId: domain.id })}
          onClose={close}
        />
      )}
      {act?.kind === "verify" && of !== undefined && (
        <VerifyDialog organizationId={organizationId} domain={of} onClose={close} />
      )}
      {act?.kind === "catchAll" && of !== undefined && (
        <CatchAllDialog
          organizationId={organizationId}
          domain={of}
          catchAll={catchAlls.data?.get(of.id)}
          onClose={close}
        />
      )}
      {(act?.kind === "activate" || act?.kind === "deactivate" || act?.kind === "delete") &&
        of !== undefined && (
          <DomainActDialog
            organizationId={organizationId}
            domain={of}
            act={act.kind}
            onClose={close}
          />
        )}
    </PageFrame>
  );
}
