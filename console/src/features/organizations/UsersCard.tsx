import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Bars, type Tone } from "./Bars";
import { CountCard } from "./CountCard";
import { type UserStateCount, usersByState } from "./overview-queries";

const TONES: Record<UserStateCount["state"], Tone> = {
  INVITED: "info",
  WAITING_FOR_PASSWORD: "info",
  ACTIVE: "success",
  DISABLED: "warning",
  DELETED: "neutral",
};
const STATES = ["ACTIVE", "WAITING_FOR_PASSWORD", "INVITED", "DISABLED", "DELETED"] as const;

/** How many users there are in each state; each number leads to them. */
export function UsersCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  return (
    <CountCard
      title={t("overview.users")}
      counted={useQuery(usersByState(organizationId))}
      footer={<Link to={places.users.to({ organizationId })}>{t("overview.allUsers")}</Link>}
    >
      {({ items }) => {
        const count = present(items);
        return (
          <>
            <p className="muster-total">{t("units.users", { count, shown: number(count) })}</p>
            <Bars
              label={t("overview.usersByState")}
              bars={STATES.map((state) => ({ state, count: countOf(items, state) }))
                .filter(({ state, count: some }) => state !== "INVITED" || some > 0)
                .map(({ state, count: some }) => ({
                  name: state,
                  label: t(`overview.state.${state}`),
                  count: some,
                  tone: TONES[state],
                  to: places.users.to({ organizationId }, { state }),
                }))}
            />
          </>
        );
      }}
    </CountCard>
  );
}

/** All but those who are deleted. */
export function present(items: readonly UserStateCount[]): number {
  return items.reduce((sum, { state, count }) => (state === "DELETED" ? sum : sum + count), 0);
}

function countOf(items: readonly UserStateCount[], state: UserStateCount["state"]): number {
  return items.find((one) => one.state === state)?.count ?? 0;
}
