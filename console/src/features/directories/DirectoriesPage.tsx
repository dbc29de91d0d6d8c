import { Button, EmptyState, EmptyStateBody, Skeleton } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { type Directory, directoriesQuery } from "./queries";
import { directoryRoute, importRoute, newDirectoryRoute } from "./routes";

/** The LDAP servers and Active Directories of an organization. */
export default function DirectoriesPage() {
  const { t } = useTranslation("directories");
  const organizationId = useOrganizationId();
  const navigate = useNavigate();
  const directories = useQuery(directoriesQuery(organizationId));
  const isManager = useCan()("directories:manage");
  const add = isManager && (
    <Button onClick={() => void navigate(newDirectoryRoute.to({ organizationId }))}>
      {t("add")}
    </Button>
  );
  return (
    <PageFrame title={t("title")} description={t("description")} actions={add}>
      {directories.data === undefined ? (
        directories.isError ? (
          <RowsFailed error={directories.error} onRetry={() => void directories.refetch()} />
        ) : (
          <Skeleton screenreaderText={t("loading")} />
        )
      ) : directories.data.length === 0 ? (
        <EmptyState titleText={t("none.title")} headingLevel="h2">
          <EmptyStateBody>{t("none.body")}</EmptyStateBody>
        </EmptyState>
      ) : (
        <DirectoriesTable organizationId={organizationId} directories={directories.data} />
      )}
    </PageFrame>
  );
}

interface Props {
  readonly organizationId: string;
  readonly directories: readonly Directory[];
}

function DirectoriesTable({ organizationId, directories }: Props) {
  const { t } = useTranslation("directories");
  const mayImport = useCan()("users:import");
  return (
    <Table aria-label={t("title")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("kind")}</Th>
          <Th>{t("server")}</Th>
          <Th>{t("security")}</Th>
          <Th>{t("base")}</Th>
          {mayImport && <Th screenReaderText={t("import.verb")} />}
        </Tr>
      </Thead>
      <Tbody>
        {directories.map(({ id, name, kind, server, security, base }) => (
          <Tr key={id}>
            <Th scope="row" dataLabel={t("name")} modifier="breakWord">
              <Link to={directoryRoute.to({ organizationId, directoryId: id })}>{name}</Link>
            </Th>
            <Td dataLabel={t("kind")}>{t(`kinds.${kind}`)}</Td>
            <Td dataLabel={t("server")} modifier="breakWord">
              {server}
            </Td>
            <Td dataLabel={t("security")}>{t(`securities.${security}`)}</Td>
            <Td dataLabel={t("base")} modifier="breakWord">
              {base}
            </Td>
            {mayImport && (
              <Td isActionCell>
                <Link
                  to={importRoute.to({ organizationId, directoryId: id })}
                  aria-label={t("import.verbFrom", { name })}
                >
                  {t("import.verb")}
                </Link>
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
