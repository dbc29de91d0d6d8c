import { Button, Label, Skeleton } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { places } from "@shared/routing/places";
import { meQuery, useMe } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { Account } from "@shared/ui/Account";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NameAdministratorDialog } from "./NameAdministratorDialog";
import {
  removeSystemAdministrator,
  type SystemAdministrator,
  systemAdministratorsQuery,
} from "./queries";

/** Who holds every right everywhere: few, so all of them at once. */
export default function SystemAdministratorsPage() {
  const { t } = useTranslation("roles");
  const queries = useQueryClient();
  const { user } = useMe();
  const [isNaming, name] = useState(false);
  const [doomed, remove] = useState<SystemAdministrator>();
  const { data, error, refetch } = useQuery(systemAdministratorsQuery);
  return (
    <PageFrame
      title={t("administrators.title")}
      description={t("administrators.description")}
      actions={<Button onClick={() => name(true)}>{t("administrators.add")}</Button>}
    >
      {error !== null && <RowsFailed error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && (
        <Skeleton screenreaderText={t("administrators.loading")} />
      )}
      {data !== undefined && <Administrators of={data.items} own={user.id} onRemove={remove} />}
      {isNaming && (
        <NameAdministratorDialog
          held={new Set(data?.items.map(({ userId }) => userId))}
          onClose={() => name(false)}
        />
      )}
      {doomed !== undefined && (
        <ConfirmDialog
          title={t("administrators.removeTitle", { name: doomed.displayName })}
          confirm={t("administrators.remove")}
          isDanger
          onConfirm={async () => {
            await removeSystemAdministrator(doomed.userId);
            toast({
              variant: "success",
              title: t("administrators.removed", { name: doomed.displayName }),
            });
            await Promise.all([
              queries.invalidateQueries({ queryKey: systemAdministratorsQuery.queryKey }),
              queries.invalidateQueries({ queryKey: meQuery.queryKey }),
            ]);
          }}
          onClose={() => remove(undefined)}
        >
          <p>{t("administrators.removeBody", { name: doomed.displayName })}</p>
          {doomed.userId === user.id && <p>{t("administrators.removeSelf")}</p>}
        </ConfirmDialog>
      )}
    </PageFrame>
  );
}

interface Props {
  readonly of: readonly SystemAdministrator[];
  readonly own: string;
  readonly onRemove: (one: SystemAdministrator) => void;
}

function Administrators({ of, own, onRemove }: Props) {
  const { t } = useTranslation("roles");
  const { organizations } = useMe();
  return (
    <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("administrators.title")}>
      <Thead>
        <Tr>
          <Th>{t("administrators.name")}</Th>
          <Th>{t("administrators.signInName")}</Th>
          <Th>{t("administrators.home")}</Th>
          <Th>{t("administrators.state")}</Th>
          <Th screenReaderText={t("administrators.remove")} />
        </Tr>
      </Thead>
      <Tbody>
        {of.map((one) => {
          const home = organizations.find(({ id }) => id === one.organizationId);
          return (
            <Tr key={one.userId}>
              <Th scope="row" dataLabel={t("administrators.name")}>
                {home === undefined ? (
                  one.displayName
                ) : (
                  <Link to={places.user.to({ organizationId: home.id, userId: one.userId })}>
                    {one.displayName}
                  </Link>
                )}{" "}
                {one.userId === own && <Label isCompact>{t("administrators.you")}</Label>}
              </Th>
              <Td dataLabel={t("administrators.signInName")} modifier="breakWord">
                <Account name={one.name} />
              </Td>
              <Td dataLabel={t("administrators.home")}>{home?.name ?? t("administrators.none")}</Td>
              <Td dataLabel={t("administrators.state")}>
                {one.signsIn ? (
                  <Label isCompact status="success">
                    {t("administrators.open")}
                  </Label>
                ) : (
                  <Label isCompact status="warning">
                    {t("administrators.closed")}
                  </Label>
                )}
              </Td>
              <Td isActionCell>
                <Button
                  variant="link"
                  isInline
                  isDanger
                  aria-label={t("administrators.removeOne", { name: one.displayName })}
                  onClick={() => onRemove(one)}
                >
                  {t("administrators.remove")}
                </Button>
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
