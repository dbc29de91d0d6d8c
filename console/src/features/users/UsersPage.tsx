import { Flex, FlexItem } from "@patternfly/react-core";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useSelection } from "@shared/table/use-selection";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActDialog, type Target } from "./ActDialog";
import { type Act, actsFor, PERMISSION, type RoleAct } from "./acts";
import { BulkRoleDialog } from "./BulkRoleDialog";
import {
  selectionOf,
  type UserRow,
  type UserSelection,
  userCountQuery,
  usersQuery,
} from "./queries";
import { defaultsRoute, newUserRoute } from "./routes";
import { useUsersTable } from "./use-users-table";

const BULK: readonly Act[] = [
  "enable",
  "disable",
  "expire-password",
  "move",
  "delete",
  "restore",
  "purge",
];
const BULK_ROLES: readonly RoleAct[] = ["add-role", "remove-role"];

type Asked =
  | { readonly act: Act; readonly target: Target }
  | { readonly act: RoleAct; readonly selection: UserSelection };

/** The users of an organization. */
export default function UsersPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const can = useCan();
  const [asked, setAsked] = useState<Asked>();
  const table = useUsersTable(organizationId);
  const rows = useQuery(usersQuery(organizationId, table.query));
  const count = useQuery(userCountQuery(organizationId, table.filter)).data?.count;
  const selection = useSelection(table.filter, count);
  // The new user's unit is the one whose users are looked at.
  const newIn = () => (table.filter.unit ? { unit: table.filter.unit } : {});
  const create = can("users:create") && (
    <LinkButton to={newUserRoute.to({ organizationId }, newIn())}>{t("create")}</LinkButton>
  );
  const acts = BULK.filter((act) => can(PERMISSION[act]));
  const roleActs = BULK_ROLES.filter((act) => can(PERMISSION[act]) && can("roles:read"));
  const ask = (act: Act, user: UserRow) =>
    setAsked({
      act,
      target: {
        kind: "one",
        id: user.id,
        account: user.account,
        name: user.displayName,
        unitId: user.unitId,
      },
    });
  return (
    <PageFrame
      title={t("users")}
      actions={
        <Flex gap={{ default: "gapMd" }}>
          {create !== false && <FlexItem>{create}</FlexItem>}
          {can("users:defaults") && (
            <FlexItem>
              <LinkButton variant="secondary" to={defaultsRoute.to({ organizationId })}>
                {t("defaults.title")}
              </LinkButton>
            </FlexItem>
          )}
        </Flex>
      }
    >
      <ListTable
        table={table}
        label={t("users")}
        rows={rows}
        count={count}
        rowId={(user) => user.id}
        rowName={(user) => user.displayName}
        rowActions={(user) =>
          actsFor(user)
            .filter((act) => acts.includes(act))
            .map((act) => ({
              label: t("acts.verb", { context: act }),
              isDanger: act === "purge",
              onSelect: () => ask(act, user),
            }))
        }
        selection={selection}
        bulkActions={[
          ...acts.map((act) => ({
            label: t("acts.verb", { context: act }),
            isDanger: act === "purge",
            onSelect: () =>
              setAsked({
                act,
                target: { kind: "many", selection: selectionOf(selection.selection) },
              }),
          })),
          ...roleActs.map((act, index) => ({
            label: t("acts.verb", { context: act }),
            isSeparated: index === 0,
            onSelect: () => setAsked({ act, selection: selectionOf(selection.selection) }),
          })),
        ]}
        empty={{ title: t("none.title"), body: t("none.body"), actions: create }}
      />
      {asked !== undefined && "target" in asked && (
        <ActDialog
          organizationId={organizationId}
          {...asked}
          onClose={() => setAsked(undefined)}
          onDone={() => asked.target.kind === "many" && selection.clear()}
        />
      )}
      {asked !== undefined && "selection" in asked && (
        <BulkRoleDialog
          organizationId={organizationId}
          {...asked}
          onClose={() => setAsked(undefined)}
          onDone={selection.clear}
        />
      )}
    </PageFrame>
  );
}
