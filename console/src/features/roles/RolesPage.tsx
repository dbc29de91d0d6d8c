import { Button, Label } from "@patternfly/react-core";
import { catalogueQuery, type ListedRole } from "@shared/rights/queries";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { CopyRoleDialog } from "./CopyRoleDialog";
import { DeleteRoleDialog } from "./DeleteRoleDialog";
import { type RolesQuery, roleCountQuery, rolesQuery } from "./queries";
import { newRoleRoute, roleRoute } from "./routes";

/** The system roles and the organization's own. */
export default function RolesPage() {
  const { t } = useTranslation("roles");
  const organizationId = useOrganizationId();
  const can = useCan();
  const navigate = useNavigate();
  const [copied, copy] = useState<ListedRole>();
  const [doomed, remove] = useState<ListedRole>();
  const table = useRolesTable(organizationId);
  const rows = useQuery(rolesQuery(organizationId, table.query));
  const count = useQuery(roleCountQuery(organizationId, table.filter)).data?.count;
  const open = (roleId: string) => navigate(roleRoute.to({ organizationId, roleId }));
  const create = can("roles:manage") && (
    <Button onClick={() => void navigate(newRoleRoute.to({ organizationId }))}>
      {t("create")}
    </Button>
  );
  return (
    <PageFrame title={t("title")} description={t("about")} actions={create}>
      <ListTable
        table={table}
        label={t("title")}
        rows={rows}
        count={count}
        rowId={(role) => role.id}
        rowName={(role) => role.name}
        rowActions={(role) => [
          {
            label: can("roles:manage") && !role.system ? t("edit") : t("open"),
            onSelect: () => void open(role.id),
          },
          ...(can("roles:manage")
            ? [
                {
                  label: t("copy"),
                  onSelect: () => copy(role),
                  isDisabled: role.permissions.length === 0,
                },
              ]
            : []),
          ...(can("roles:delete")
            ? [
                {
                  label: t("delete"),
                  onSelect: () => remove(role),
                  isDanger: true,
                  isSeparated: true,
                  isDisabled: role.system,
                },
              ]
            : []),
        ]}
        empty={{ title: t("title"), body: t("about") }}
      />
      {copied !== undefined && (
        <CopyRoleDialog
          organizationId={organizationId}
          role={copied}
          onCopied={(role) => void open(role.id)}
          onClose={() => copy(undefined)}
        />
      )}
      {doomed !== undefined && (
        <DeleteRoleDialog
          organizationId={organizationId}
          role={doomed}
          onClose={() => remove(undefined)}
        />
      )}
    </PageFrame>
  );
}

function useRolesTable(organizationId: string) {
  const { t } = useTranslation("roles");
  const { number } = useFormat();
  const entries = (useQuery(catalogueQuery).data?.sections ?? [])
    .filter(({ section }) => section !== "INSTANCE")
    .flatMap(({ permissions }) => permissions);
  return useTable<ListedRole, RolesQuery>({
    name: "roles",
    columns: [
      {
        name: "name",
        label: t("name"),
        isSortable: true,
        isRowName: true,
        cell: (role) => (
          <Link to={roleRoute.to({ organizationId, roleId: role.id })}>{role.name}</Link>
        ),
      },
      { name: "description", label: t("description"), cell: (role) => role.description },
      {
        name: "level",
        label: t("level"),
        isNarrow: true,
        cell: (role) => t(`levels.${role.level}`),
      },
      {
        name: "system",
        label: t("origin"),
        isNarrow: true,
        cell: (role) => (role.system ? <Label isCompact>{t("system")}</Label> : t("custom")),
      },
      {
        name: "permissions",
        label: t("permissions"),
        isNarrow: true,
        cell: (role) =>
          t("permissionCount", {
            held: role.permissions.length,
            total: entries.filter(({ level }) => level === role.level).length,
          }),
      },
      {
        name: "holders",
        label: t("holders"),
        isNarrow: true,
        cell: (role) => (role.holders === null ? t("everybody") : number(role.holders)),
      },
    ],
    filters: [
      { kind: "search", name: "name", label: t("search") },
      {
        kind: "choice",
        name: "level",
        label: t("level"),
        options: (["ORGANIZATION", "MAILBOX"] as const).map((value) => ({
          value,
          label: t(`levels.${value}`),
        })),
      },
      {
        kind: "choice",
        name: "permission",
        label: t("withPermission"),
        options: entries.map(({ permission, summary }) => ({ value: permission, label: summary })),
      },
    ],
    sort: { name: "name", isDescending: false },
  });
}
