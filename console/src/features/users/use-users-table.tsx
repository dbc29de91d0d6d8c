import { Label } from "@patternfly/react-core";
import { rolesToGiveQuery } from "@shared/rights/queries";
import { useCan } from "@shared/session/me";
import type { Column, Filter } from "@shared/table/types";
import { type FilterOf, type Table, useTable } from "@shared/table/use-table";
import { Account } from "@shared/ui/Account";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { CorporateLabel } from "./CorporateLabel";
import { DiskUsage } from "./DiskUsage";
import { usePhoneNumbers } from "./phone-numbers";
import {
  domainNamesQuery,
  KINDS,
  METHODS,
  STATES,
  TYPES,
  type UserRow,
  type UsersQuery,
} from "./queries";
import { userRoute } from "./routes";
import { StateLabel } from "./StateLabel";
import { useUnits } from "./units";

/** After so many days somebody who used nothing is looked at. */
const IDLE_DAYS = [30, 60, 90, 180, 365] as const;

/** The list of users: what it shows and what narrows it. */
export function useUsersTable(organizationId: string): Table<UserRow, UsersQuery> {
  return useTable<UserRow, UsersQuery>({
    name: "users",
    columns: useColumns(organizationId),
    filters: useFilters(organizationId),
    sort: { name: "displayName", isDescending: false },
  });
}

function useColumns(organizationId: string): Column<UserRow>[] {
  const { t } = useTranslation("users");
  const { day } = useFormat();
  const units = useUnits(organizationId);
  const phones = usePhoneNumbers();
  const columns: Column<UserRow>[] = [
    {
      name: "account",
      label: t("account"),
      isSortable: true,
      isRowName: true,
      cell: (user) => (
        <>
          <Link to={userRoute.to({ organizationId, userId: user.id })}>
            <Account name={user.account} />
          </Link>{" "}
          {user.corporate && <CorporateLabel />}
        </>
      ),
    },
    { name: "displayName", label: t("name"), isSortable: true, cell: (user) => user.displayName },
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
      cell: (user) => (
        <>
          <StateLabel user={user} />
          {user.guest && (
            <>
              {" "}
              <Label isCompact>{t("guest.label")}</Label>
            </>
          )}
        </>
      ),
    },
    {
      name: "unit",
      label: t("unit"),
      isSortable: true,
      isShownAtFirst: false,
      cell: (user) => units.pathOf(user.unitId),
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
      isSortable: true,
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
      cell: (user) => <Time of={user.lastSignInAt} none={t("never")} />,
    },
    {
      name: "lastUsedAt",
      label: t("lastUsed"),
      isSortable: true,
      isNarrow: true,
      isShownAtFirst: false,
      cell: (user) => <Time of={user.lastUsedAt} none={t("never")} />,
    },
    {
      name: "expiresOn",
      label: t("expiresOn"),
      isNarrow: true,
      isShownAtFirst: false,
      cell: (user) => (user.expiresOn === null ? t("never") : day(user.expiresOn)),
    },
    {
      name: "diskUsage",
      label: t("diskUsage"),
      isSortable: true,
      isNarrow: true,
      cell: (user) => <DiskUsage used={user.diskUsageOctets} limit={user.diskLimitOctets} />,
    },
    {
      name: "createdAt",
      label: t("created"),
      isSortable: true,
      isNarrow: true,
      isShownAtFirst: false,
      cell: (user) => <Time of={user.createdAt} />,
    },
  ];
  return columns.filter(({ name }) => !(phones.areOff && name === "phone"));
}

function useFilters(organizationId: string): Filter<keyof FilterOf<UsersQuery> & string>[] {
  const { t } = useTranslation("users");
  const can = useCan();
  const units = useUnits(organizationId);
  const hasUnit = useSearchParams()[0].has("unit");
  const roles = useQuery({
    ...rolesToGiveQuery(organizationId, ""),
    enabled: can("roles:read"),
  });
  const domains =
    useQuery({ ...domainNamesQuery(organizationId), enabled: can("domains:read") }).data ?? [];
  // Everybody holds a role without holders of its own, so it narrows nothing.
  const roleOptions = (roles.data?.items ?? [])
    .filter(({ holders }) => holders !== null)
    .map(({ id, name }) => ({ value: id, label: name }));
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
      name: "type",
      label: t("type.label"),
      isMultiple: true,
      options: TYPES.map((type) => ({ value: type, label: t(`type.${type}`) })),
    },
    {
      kind: "choice",
      name: "kind",
      label: t("kind.label"),
      isMultiple: true,
      isRare: true,
      options: KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
    },
    ...(domains.length > 0
      ? [
          {
            kind: "choice",
            name: "domain",
            label: t("domain"),
            isRare: true,
            options: domains,
          } as const,
        ]
      : []),
    ...(can("units:read")
      ? [
          { kind: "choice", name: "unit", label: t("unit"), options: units.options } as const,
          // Says something only of a unit.
          ...(hasUnit ? [{ kind: "flag", name: "subUnits", label: t("subUnits") } as const] : []),
        ]
      : []),
    ...(can("roles:read")
      ? [{ kind: "choice", name: "role", label: t("role"), options: roleOptions } as const]
      : []),
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
      name: "diskUsageFrom",
      label: t("diskUsage"),
      isRare: true,
      options: [
        { value: "90", label: t("nearLimit") },
        { value: "101", label: t("overLimit") },
      ],
    },
    {
      kind: "choice",
      name: "idleDays",
      label: t("idle"),
      isRare: true,
      options: IDLE_DAYS.map((count) => ({ value: String(count), label: t("idleFor", { count }) })),
    },
    {
      kind: "date",
      name: "expiresBefore",
      label: t("expiresBefore"),
      isPlainDay: true,
      isRare: true,
    },
    { kind: "flag", name: "locked", label: t("locked"), isRare: true },
    { kind: "flag", name: "withoutSeat", label: t("seats.filter"), isRare: true },
    { kind: "flag", name: "neverSignedIn", label: t("neverSignedIn"), isRare: true },
    { kind: "date", name: "signedInAfter", label: t("signedInAfter"), isRare: true },
    { kind: "date", name: "signedInBefore", label: t("signedInBefore"), isRare: true },
  ];
}
