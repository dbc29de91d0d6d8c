import type { Column, Filter } from "@shared/table/types";
import { type FilterOf, type Table, useTable } from "@shared/table/use-table";
import { Account } from "@shared/ui/Account";
import { Time } from "@shared/ui/Time";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { METHODS, STATES } from "./queries";
import { userRoute } from "./routes";
import { StateLabel } from "./StateLabel";
import type { StatusesQuery, StatusRow } from "./statuses";

type StatusColumn = Column<StatusRow>;

/** The columns of a list of how users stand, each under its name. */
function useColumns(organizationId: string): Record<string, StatusColumn> {
  const { t } = useTranslation("users");
  const yesOrNo = (is: boolean | null) =>
    is === null ? "" : is ? t("statuses.yes") : t("statuses.no");
  const columns: StatusColumn[] = [
    {
      name: "account",
      label: t("account"),
      isSortable: true,
      isRowName: true,
      cell: (user) => (
        <Link to={`${userRoute.to({ organizationId, userId: user.id })}?tab=activity`}>
          <Account name={user.account} />
        </Link>
      ),
    },
    { name: "displayName", label: t("name"), isSortable: true, cell: (user) => user.displayName },
    {
      name: "state",
      label: t("state.label"),
      isSortable: true,
      cell: (user) => <StateLabel user={{ ...user, lockedUntil: null }} />,
    },
    {
      name: "signInMethod",
      label: t("method.label"),
      isSortable: true,
      cell: (user) => t(`method.${user.signInMethod}`),
    },
    {
      name: "secondFactor",
      label: t("statuses.secondFactor"),
      isNarrow: true,
      cell: (user) => yesOrNo(user.secondFactor),
    },
    {
      name: "passwordExpired",
      label: t("statuses.passwordExpired"),
      isNarrow: true,
      cell: (user) =>
        user.passwordSet === false ? t("statuses.noPassword") : yesOrNo(user.passwordExpired),
    },
    {
      name: "passwordChangesDisabled",
      label: t("statuses.changesDisabled"),
      isNarrow: true,
      cell: (user) => yesOrNo(user.passwordChangesDisabled),
    },
    {
      name: "indexing",
      label: t("statuses.indexing"),
      cell: (user) => t(`statuses.index_${user.indexing}`),
    },
    {
      name: "connections",
      label: t("statuses.connections"),
      cell: (user) =>
        user.connections
          .map(({ service, count }) =>
            t("statuses.connectedBy", { service: t("activity.by", { context: service }), count }),
          )
          .join(", "),
    },
    {
      name: "duration",
      label: t("activity.duration"),
      isNarrow: true,
      cell: (user) => longest(user, (count) => t("activity.minutes", { count })),
    },
    {
      name: "lastSignInAt",
      label: t("lastSignIn"),
      isSortable: true,
      isNarrow: true,
      cell: (user) => <Time of={user.lastSignInAt} none={t("never")} />,
    },
    {
      name: "lastAddress",
      label: t("statuses.lastAddress"),
      isNarrow: true,
      cell: (user) => user.lastAddress,
    },
  ];
  return Object.fromEntries(columns.map((column) => [column.name, column]));
}

/** How long a user has been connected, by what he has been connected longest. */
function longest(user: StatusRow, said: (minutes: number) => string): string {
  const lengths = user.connections.map(
    ({ beganAt, lastSeenAt }) => Date.parse(lastSeenAt) - Date.parse(beganAt),
  );
  return lengths.length === 0 ? "" : said(Math.floor(Math.max(0, ...lengths) / 60_000));
}

/** A list of how users stand, with these of the columns. */
export function useStatusTable(
  organizationId: string,
  name: string,
  shown: readonly string[],
): Table<StatusRow, StatusesQuery> {
  const columns = useColumns(organizationId);
  return useTable<StatusRow, StatusesQuery>({
    name,
    columns: shown.flatMap((one) => columns[one] ?? []),
    filters: useFilters(),
    sort: { name: "displayName", isDescending: false },
  });
}

function useFilters(): Filter<keyof FilterOf<StatusesQuery> & string>[] {
  const { t } = useTranslation("users");
  const ways = [
    { value: "true", label: t("statuses.yes") },
    { value: "false", label: t("statuses.no") },
  ];
  return [
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
      name: "signInMethod",
      label: t("method.label"),
      isMultiple: true,
      isRare: true,
      options: METHODS.map((method) => ({ value: method, label: t(`method.${method}`) })),
    },
    {
      kind: "choice",
      name: "secondFactor",
      label: t("statuses.secondFactor"),
      isRare: true,
      options: ways,
    },
    {
      kind: "choice",
      name: "passwordExpired",
      label: t("statuses.passwordExpired"),
      isRare: true,
      options: ways,
    },
  ];
}
