import { Button, EmptyState, EmptyStateBody, Label, Skeleton } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { removeKey, type SigningKey, signingKeysQuery } from "./mail-signing";
import { NewSigningKeyDialog } from "./NewSigningKeyDialog";
import { SigningRecordDialog } from "./SigningRecordDialog";

type Act =
  | { readonly kind: "make" }
  | { readonly kind: "record" | "remove"; readonly key: SigningKey };

/** Keys with which mail that leaves is signed for its sender's domain. */
export default function MailSigningPage() {
  const { t } = useTranslation("mailboxes");
  const keys = useQuery(signingKeysQuery);
  const [act, begin] = useState<Act>();
  const close = () => begin(undefined);
  return (
    <PageFrame
      title={t("signing.title")}
      description={t("signing.description")}
      actions={<Button onClick={() => begin({ kind: "make" })}>{t("signing.make")}</Button>}
    >
      {keys.data === undefined ? (
        keys.isError ? (
          <RowsFailed error={keys.error} onRetry={() => void keys.refetch()} />
        ) : (
          <Skeleton screenreaderText={t("signing.loading")} />
        )
      ) : keys.data.items.length === 0 ? (
        <EmptyState titleText={t("signing.none.title")} headingLevel="h2">
          <EmptyStateBody>{t("signing.none.body")}</EmptyStateBody>
        </EmptyState>
      ) : (
        <Keys keys={keys.data.items} onAct={begin} />
      )}
      {act?.kind === "make" && (
        <NewSigningKeyDialog onMade={(key) => begin({ kind: "record", key })} onClose={close} />
      )}
      {act?.kind === "record" && <SigningRecordDialog made={act.key} onClose={close} />}
      {act?.kind === "remove" && <RemoveDialog of={act.key} onClose={close} />}
    </PageFrame>
  );
}

interface KeysProps {
  readonly keys: readonly SigningKey[];
  readonly onAct: (act: Act) => void;
}

function Keys({ keys, onAct }: KeysProps) {
  const { t } = useTranslation("mailboxes");
  return (
    <Table aria-label={t("signing.title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("signing.domain")}</Th>
          <Th>{t("signing.state")}</Th>
          <Th>{t("signing.record")}</Th>
          <Th>{t("signing.checkedAt")}</Th>
          <Th screenReaderText={t("signing.actions")} />
        </Tr>
      </Thead>
      <Tbody>
        {keys.map((key) => (
          <Tr key={key.id}>
            <Th scope="row" dataLabel={t("signing.domain")} modifier="breakWord">
              {key.domain}
            </Th>
            <Td dataLabel={t("signing.state")}>
              <Label status={key.signing ? "success" : "info"} isCompact>
                {t(key.signing ? "signing.signs" : "signing.waits")}
              </Label>
            </Td>
            <Td dataLabel={t("signing.record")}>
              {t(`signing.findings.${key.finding ?? "NEVER"}`)}
            </Td>
            <Td dataLabel={t("signing.checkedAt")}>
              {key.checkedAt == null ? t("signing.never") : <Time of={key.checkedAt} isRelative />}
            </Td>
            <Td isActionCell>
              <ActionsMenu
                label={t("signing.actionsOf", { domain: key.domain, selector: key.selector })}
                actions={[
                  {
                    label: t("signing.show"),
                    onSelect: () => onAct({ kind: "record", key }),
                  },
                  {
                    label: t("signing.remove"),
                    isDanger: true,
                    onSelect: () => onAct({ kind: "remove", key }),
                  },
                ]}
              />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

interface RemoveProps {
  readonly of: SigningKey;
  readonly onClose: () => void;
}

function RemoveDialog({ of, onClose }: RemoveProps) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={t("signing.removeTitle", { domain: of.domain })}
      confirm={t("signing.remove")}
      isDanger
      onConfirm={async () => {
        await removeKey(of);
        toast({ variant: "success", title: t("signing.removed", { domain: of.domain }) });
        await queries.invalidateQueries({ queryKey: signingKeysQuery.queryKey });
      }}
      onClose={onClose}
    >
      {t(of.signing ? "signing.removeSigning" : "signing.removeWaiting")}
    </ConfirmDialog>
  );
}
