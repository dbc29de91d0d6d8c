import { Label } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { ListTable } from "@shared/table/ListTable";
import type { RowAction } from "@shared/table/types";
import { useTable } from "@shared/table/use-table";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { OrganizationActDialog } from "./OrganizationActDialog";
import {
  type OrganizationAct,
  type OrganizationItem,
  type OrganizationsQuery,
  organizationCountQuery,
  organizationsQuery,
} from "./queries";
import { newOrganizationRoute, organizationRoute } from "./routes";

/** All organizations of the instance, for system administrators. */
export default function OrganizationsPage() {
  const { t } = useTranslation("organizations");
  const navigate = useNavigate();
  const [asked, ask] = useState<{ act: OrganizationAct; organization: OrganizationItem }>();
  const table = useTable<OrganizationItem, OrganizationsQuery>({
    name: "organizations",
    columns: [
      {
        name: "name",
        label: t("name"),
        isSortable: true,
        isRowName: true,
        cell: ({ id, name }) => (
          <Link to={organizationRoute.to({ organizationId: id })}>{name}</Link>
        ),
      },
      {
        name: "state",
        label: t("state"),
        isNarrow: true,
        cell: (organization) => (
          <>
            <OrganizationState organization={organization} />{" "}
            {organization.provedDomainsOnly && <Label isCompact>{t("provedDomainsOnly")}</Label>}
          </>
        ),
      },
      { name: "description", label: t("description"), cell: ({ description }) => description },
      {
        name: "createdAt",
        label: t("createdAt"),
        isNarrow: true,
        cell: ({ createdAt }) => <Time of={createdAt} />,
      },
    ],
    filters: [
      { kind: "search", name: "search", label: t("search") },
      {
        kind: "choice",
        name: "active",
        label: t("state"),
        options: [
          { value: "true", label: t("on") },
          { value: "false", label: t("off") },
        ],
      },
    ],
    sort: { name: "name", isDescending: false },
  });
  const domainsAction = (organization: OrganizationItem): RowAction => {
    const act = organization.provedDomainsOnly
      ? "allow-unproved-domains"
      : "require-proved-domains";
    return { label: t(`act.verb.${act}`), onSelect: () => ask({ act, organization }) };
  };
  const rows = useQuery(organizationsQuery(table.query));
  const count = useQuery(organizationCountQuery(table.filter)).data?.count;
  const actions = (organization: OrganizationItem): readonly RowAction[] => [
    {
      label: t("showUsers"),
      onSelect: () => void navigate(places.users.to({ organizationId: organization.id })),
    },
    ...(organization.active && !organization.isDefault
      ? [
          {
            label: t("act.verb.make-default"),
            onSelect: () => ask({ act: "make-default", organization }),
          },
        ]
      : []),
    domainsAction(organization),
    organization.active
      ? {
          label: t("act.verb.switch-off"),
          isDanger: true,
          isSeparated: true,
          isDisabled: organization.isDefault,
          ...(organization.isDefault ? { description: t("defaultStaysOn") } : {}),
          onSelect: () => ask({ act: "switch-off", organization }),
        }
      : {
          label: t("act.verb.switch-on"),
          isSeparated: true,
          onSelect: () => ask({ act: "switch-on", organization }),
        },
  ];
  return (
    <PageFrame
      title={t("organizations")}
      description={t("organizationsAre")}
      actions={<CreateButton />}
    >
      <ListTable
        table={table}
        label={t("organizations")}
        rows={rows}
        count={count}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowActions={actions}
        empty={{ title: t("none.title"), body: t("none.body"), actions: <CreateButton /> }}
      />
      {asked !== undefined && (
        <OrganizationActDialog
          act={asked.act}
          organization={asked.organization}
          onClose={() => ask(undefined)}
        />
      )}
    </PageFrame>
  );
}

function CreateButton() {
  const { t } = useTranslation("organizations");
  return <LinkButton to={newOrganizationRoute.to()}>{t("create")}</LinkButton>;
}

function OrganizationState({ organization }: { organization: OrganizationItem }) {
  const { t } = useTranslation("organizations");
  if (!organization.active) {
    return (
      <Label isCompact status="warning">
        {t("off")}
      </Label>
    );
  }
  return organization.isDefault ? (
    <Label isCompact status="info">
      {t("default")}
    </Label>
  ) : (
    <Label isCompact status="success">
      {t("on")}
    </Label>
  );
}
