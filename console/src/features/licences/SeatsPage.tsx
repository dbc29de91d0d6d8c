import { Alert, Content, Skeleton, Stack, StackItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Seats, seatsQuery } from "./queries";
import { SeatsForm } from "./SeatsForm";

/** Who used nothing for so many days could give his seat to somebody else. */
const IDLE_DAYS = "90";

/** How many seats the organization has, who takes them, and which could be freed. */
export default function SeatsPage() {
  const { t } = useTranslation("licences");
  const organizationId = useOrganizationId();
  const mayCount = useCan()("instance:organizations");
  const { data, error, refetch } = useQuery(seatsQuery(organizationId));
  return (
    <PageFrame title={t("title")} description={t("description")}>
      {data === undefined && error !== null && (
        <RowsFailed error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && (
        <Skeleton height="10rem" screenreaderText={t("loading")} />
      )}
      {data !== undefined && (
        <Stack hasGutter>
          <StackItem>
            <Taken organizationId={organizationId} seats={data.value} />
          </StackItem>
          {mayCount && (
            <StackItem>
              <SeatsForm organizationId={organizationId} seats={data.value} etag={data.etag} />
            </StackItem>
          )}
        </Stack>
      )}
    </PageFrame>
  );
}

function Taken({ organizationId, seats }: { organizationId: string; seats: Seats }) {
  const { t } = useTranslation("licences");
  const { number } = useFormat();
  const activated = number(seats.activated);
  return (
    <>
      <p className="muster-total">
        {seats.licensed === null
          ? t("unlimited", { activated })
          : t("taken", { activated, licensed: number(seats.licensed) })}
      </p>
      {seats.over > 0 && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={t("over", { count: seats.over, shown: number(seats.over) })}
        >
          {t("overBody")}
        </Alert>
      )}
      {seats.withoutSeat > 0 && (
        <Content component="p">
          <Link to={places.users.to({ organizationId }, { withoutSeat: "true" })}>
            {t("withoutSeat", { count: seats.withoutSeat, shown: number(seats.withoutSeat) })}
          </Link>
        </Content>
      )}
      <Content component="p">
        <Link to={places.users.to({ organizationId }, { state: "ACTIVE", idleDays: IDLE_DAYS })}>
          {t("idle", { days: IDLE_DAYS })}
        </Link>
      </Content>
    </>
  );
}
