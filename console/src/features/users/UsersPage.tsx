import { Button } from "@patternfly/react-core";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useSelection } from "@shared/table/use-selection";
import { useTable } from "@shared/table/use-table";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { ActDialog, type Target } from "./ActDialog";
import { type Act, actsFor, PERMISSION } from "./acts";
import {
  METHODS,
  STATES,
  selectionOf,
  TYPES,
  type UserRow,
  type UsersQuery,
  unitsQuery,
  userCountQuery,
  usersQuery,
} from "./queries";
import { newUserRoute, userRoute } from "./routes";
import { StateLabel } from "./StateLabel";
import { unitOptions } from "./units";

const BULK: readonly Act[] = [
  "enable",
  "disable",
  "expire-password",
  "move",
  "delete",
  "restore",
  "purge",
];

/** The users of an organization. */
export default function UsersPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const can = useCan();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ act: Act; target: Target }>();
  const units = useQuery({ ...unitsQuery(organizationId), enabled: can("units:read") });
  const paths = unitOptions(units.data?.items ?? []);
  const table = useTable<UserRow, UsersQuery>({
    name: "users",
    columns: [
      {
        name: "account",
        label: t("account"),
        isSortable: true,
        isRowName: true,
        cell: (user) => (
          <Link to={userRoute.to({ organizationId, userId: user.id })}>{user.account}</Link>
        ),
      },
      {
        name: "displayName",
        label: t("name"),
        isSortable: true,
        cell: (user) => user.displayName,
      },
      {
        name: "type",
        label: t("type.label"),
        isSortable: true,
        isNarrow: true,
        cell: (user) => t(`type.${user.type}`),
      },
      {
        name: "state",
        label: t("state.label"),
        isSortable: true,
        isNarrow: true,
        cell: (user) => <StateLabel user={user} />,
      },
      {
        name: "unit",
        label: t("unit"),
        cell: (user) => paths.find(({ value }) => value === user.unitId)?.label ?? "",
      },
      {
        name: "department",
        label: t("department"),
        isSortable: true,
        isShownAtFirst: false,
        cell: (user) => user.department,
      },
      {
        name: "title",
        label: t("title"),
        isSortable: true,
        isShownAtFirst: false,
        cell: (user) => user.title,
      },
      {
        name: "phone",
        label: t("phone"),
        isShownAtFirst: false,
        isNarrow: true,
        cell: (user) => user.phone,
      },
      {
        name: "signInMethod",
        label: t("method.label"),
        isSortable: true,
        isShownAtFirst: false,
        cell: (user) => t(`method.${user.signInMethod}`),
      },
      {
        name: "lastSignInAt",
        label: t("lastSignIn"),
        isSortable: true,
        isNarrow: true,
        cell: (user) => <Time of={user.lastSignInAt} none="" />,
      },
      {
        name: "createdAt",
        label: t("created"),
        isSortable: true,
        isNarrow: true,
        isShownAtFirst: false,
        cell: (user) => <Time of={user.createdAt} none="" />,
      },
    ],
    filters: [
      { kind: "search", name: "search", label: t("search") },
      {
        kind: "choice",
        name: "state",
        label: t("state.label"),
        isMultiple: true,
        options: STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
      },
      {
        kind: "choice",
        name: "type",
        label: t("type.label"),
        isMultiple: true,
        options: TYPES.map((type) => ({ value: type, label: t(`type.${type}`) })),
      },
      { kind: "choice", name: "unit", label: t("unit"), options: paths },
      { kind: "flag", name: "subUnits", label: t("subUnits") },
      {
        kind: "choice",
        name: "signInMethod",
        label: t("method.label"),
        isMultiple: true,
        options: METHODS.map((method) => ({ value: method, label: t(`method.${method}`) })),
      },
      { kind: "flag", name: "neverSignedIn", label: t("neverSignedIn") },
      { kind: "date", name: "signedInBefore", label: t("signedInBefore") },
      { kind: "date", name: "signedInAfter", label: t("signedInAfter") },
    ],
    sort: { name: "displayName", isDescending: false },
  });
  const rows = useQuery(usersQuery(organizationId, table.query));
  const count = useQuery(userCountQuery(organizationId, table.filter)).data?.count;
  const selection = useSelection(table.filter, count);
  const create = can("users:create") && (
    <Button onClick={() => void navigate(newUserRoute.to({ organizationId }))}>
      {t("create")}
    </Button>
  );
  const acts = BULK.filter((act) => can(PERMISSION[act]));
  return (
    <PageFrame title={t("users")} actions={create}>
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
              onSelect: () =>
                setAsked({
                  act,
                  target: {
                    kind: "one",
                    id: user.id,
                    account: user.account,
                    name: user.displayName,
                  },
                }),
            }))
        }
        selection={selection}
        bulkActions={acts.map((act) => ({
          label: t("acts.verb", { context: act }),
          onSelect: () =>
            setAsked({
              act,
              target: { kind: "many", selection: selectionOf(selection.selection) },
            }),
        }))}
        empty={{ title: t("none.title"), body: t("none.body"), actions: create }}
      />
      {asked !== undefined && (
        <ActDialog
          organizationId={organizationId}
          {...asked}
          onClose={() => setAsked(undefined)}
          onDone={() => asked.target.kind === "many" && selection.clear()}
        />
      )}
    </PageFrame>
  );
}
