import { Content } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CountCard } from "./CountCard";
import { usersCounted } from "./overview-queries";

const DAYS = 90;

/** How many active users use nothing, with the way to them. */
export function IdleCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  return (
    <CountCard
      title={t("overview.idle")}
      counted={useQuery(usersCounted(organizationId, { state: ["ACTIVE"], idleDays: DAYS }))}
      footer={
        <Link to={places.users.to({ organizationId }, { state: "ACTIVE", idleDays: String(DAYS) })}>
          {t("overview.toIdle")}
        </Link>
      }
    >
      {({ count }) => (
        <>
          <p className="muster-total">
            {t("overview.idleCount", { count, shown: number(count), days: DAYS })}
          </p>
          <Content component="p">{t("overview.idleBody")}</Content>
        </>
      )}
    </CountCard>
  );
}
