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
import { type RolesQuery, roleCountQuery, rolesQuery } from "./role-queries";
import { newRoleRoute, roleRoute } from "./routes";

/** The system roles and the organization's own. */
export default function RolesPage() {
  const { t } = useTranslation("access");
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
      {t("roles.create")}
    </Button>
  );
  return (
    <PageFrame title={t("roles.title")} description={t("roles.about")} actions={create}>
      <ListTable
        table={table}
        label={t("roles.title")}
        rows={rows}
        count={count}
        rowId={(role) => role.id}
        rowName={(role) => role.name}
        rowActions={(role) => [
          {
            label: can("roles:manage") && !role.system ? t("roles.edit") : t("roles.open"),
            onSelect: () => void open(role.id),
          },
          ...(can("roles:manage")
            ? [
                {
                  label: t("roles.copy"),
                  onSelect: () => copy(role),
                  isDisabled: role.permissions.length === 0,
                },
              ]
            : []),
          ...(can("roles:delete")
            ? [
                {
                  label: t("roles.delete"),
                  onSelect: () => remove(role),
                  isDanger: true,
                  isSeparated: true,
                  isDisabled: role.system,
                },
              ]
            : []),
        ]}
        empty={{ title: t("roles.title"), body: t("roles.about") }}
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
  const { t } = useTranslation("access");
  const { number } = useFormat();
  const entries = (useQuery(catalogueQuery).data?.sections ?? [])
    .filter(({ section }) => section !== "INSTANCE")
    .flatMap(({ permissions }) => permissions);
  const total = entries.length;
  return useTable<ListedRole, RolesQuery>({
    name: "roles",
    columns: [
      {
        name: "name",
        label: t("roles.name"),
        isSortable: true,
        isRowName: true,
        cell: (role) => (
          <Link to={roleRoute.to({ organizationId, roleId: role.id })}>{role.name}</Link>
        ),
      },
      { name: "description", label: t("roles.description"), cell: (role) => role.description },
      {
        name: "level",
        label: t("roles.level"),
        isNarrow: true,
        cell: (role) => t(`roles.levels.${role.level}`),
      },
      {
        name: "system",
        label: t("roles.origin"),
        isNarrow: true,
        cell: (role) => (role.system ? <Label>{t("roles.system")}</Label> : t("roles.custom")),
      },
      {
        name: "permissions",
        label: t("roles.permissions"),
        isNarrow: true,
        cell: (role) => t("roles.permissionCount", { held: role.permissions.length, total }),
      },
      {
        name: "holders",
        label: t("roles.holders"),
        isNarrow: true,
        cell: (role) => (role.holders === null ? t("roles.everybody") : number(role.holders)),
      },
    ],
    filters: [
      { kind: "search", name: "name", label: t("roles.search") },
      {
        kind: "choice",
        name: "permission",
        label: t("roles.withPermission"),
        options: entries.map(({ permission, summary }) => ({ value: permission, label: summary })),
      },
    ],
    sort: { name: "name", isDescending: false },
  });
}
