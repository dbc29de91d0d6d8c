import { Flex, FlexItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useSelection } from "@shared/table/use-selection";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Act, actsFor, type ManyAct, PERMISSION, type RoleAct } from "./acts";
import { selectionOf, type UserRow, userCountQuery, usersQuery } from "./queries";
import { defaultsRoute, newUserRoute } from "./routes";
import { SeatsLabel } from "./SeatsLabel";
import type { Asked } from "./UserDialogs";
import { useMailWay } from "./use-mail-way";
import { useMayImpersonate } from "./use-may-impersonate";
import { useUsersTable } from "./use-users-table";

const BULK: readonly ManyAct[] = [
  "enable",
  "disable",
  "expire-password",
  "reset-password",
  "send-password-mail",
  "resync",
  "reindex",
  "recalculate-usage",
  "move",
  "delete",
  "restore",
  "export",
  "report",
  "purge",
];
const MAILBOX_DIALOGS = {
  "set-mailbox-limit": "limit",
  "switch-services": "services",
  "change-aliases": "aliases",
} as const;
const MAILBOX_ACTS = ["set-mailbox-limit", "switch-services", "change-aliases"] as const;
const BULK_ROLES: readonly RoleAct[] = ["add-role", "remove-role"];

// Nobody needs a dialog before the list stands there.
const UserDialogs = lazy(() => import("./UserDialogs"));

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
  const mailWay = useMailWay(organizationId);
  const acts = BULK.filter((act) => can(PERMISSION[act]));
  const roleActs = BULK_ROLES.filter((act) => can(PERMISSION[act]) && can("roles:read"));
  const ask = (act: Act, user: UserRow) =>
    setAsked({
      kind: "one",
      act,
      id: user.id,
      account: user.account,
      name: user.displayName,
      unitId: user.unitId,
    });
  const mayImpersonate = useMayImpersonate();
  const meant = () => selectionOf(selection.selection);
  const close = () => setAsked(undefined);
  return (
    <PageFrame
      title={t("users")}
      badges={<SeatsLabel organizationId={organizationId} />}
      actions={
        <Flex gap={{ default: "gapMd" }}>
          {create !== false && <FlexItem>{create}</FlexItem>}
          {can("users:create") && (
            <FlexItem>
              <LinkButton variant="secondary" to={places.workbook.to({ organizationId })}>
                {t("createMany")}
              </LinkButton>
            </FlexItem>
          )}
          {can("users:invite") && (
            <FlexItem>
              <LinkButton variant="secondary" to={places.newInvitation.to({ organizationId })}>
                {t("invite")}
              </LinkButton>
            </FlexItem>
          )}
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
        rowActions={(user) => [
          ...actsFor(user)
            .filter(() => !user.guest)
            .filter((act) => can(PERMISSION[act]))
            .map((act) => ({
              label: t("acts.verb", { context: act }),
              isDanger: act === "purge",
              onSelect: () => ask(act, user),
            })),
          ...(user.state !== "DELETED" && !user.guest && mayImpersonate(user.id)
            ? [
                {
                  label: t("impersonate.verb"),
                  isSeparated: true,
                  onSelect: () =>
                    setAsked({ kind: "impersonate", userId: user.id, name: user.displayName }),
                },
              ]
            : []),
        ]}
        selection={selection}
        bulkActions={[
          ...acts.map((act) => ({
            ...(act === "send-password-mail" ? mailWay : {}),
            label: t("acts.verb", { context: act }),
            isDanger: act === "purge",
            onSelect: () => setAsked({ kind: "many", act, selection: meant() }),
          })),
          ...(can(PERMISSION["set-fields"])
            ? [
                {
                  label: t("acts.verb", { context: "set-fields" }),
                  isSeparated: true,
                  onSelect: () => setAsked({ kind: "fields", selection: meant() }),
                },
              ]
            : []),
          ...(can(PERMISSION.disable)
            ? [
                {
                  label: t("acts.verb", { context: "set-expiry" }),
                  onSelect: () => setAsked({ kind: "expiry", selection: meant() }),
                },
                {
                  label: t("offboarding.verb"),
                  onSelect: () => setAsked({ kind: "offboard", selection: meant() }),
                },
              ]
            : []),
          ...MAILBOX_ACTS.filter((act) => can(PERMISSION[act])).map((act, index) => ({
            label: t("acts.verb", { context: act }),
            isSeparated: index === 0,
            onSelect: () =>
              setAsked({
                kind: MAILBOX_DIALOGS[act],
                selection: meant(),
              }),
          })),
          ...(can(PERMISSION.mail)
            ? [
                {
                  label: t("acts.verb", { context: "mail" }),
                  isSeparated: true,
                  onSelect: () => setAsked({ kind: "mail", selection: meant() }),
                },
              ]
            : []),
          ...roleActs.map((act, index) => ({
            label: t("acts.verb", { context: act }),
            isSeparated: index === 0,
            onSelect: () => setAsked({ kind: "role", act, selection: meant() }),
          })),
        ]}
        empty={{ title: t("none.title"), body: t("none.body"), actions: create }}
      />
      {asked !== undefined && (
        <Suspense>
          <UserDialogs
            organizationId={organizationId}
            asked={asked}
            onClose={close}
            onDone={selection.clear}
          />
        </Suspense>
      )}
    </PageFrame>
  );
}
