import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usersCounted } from "./overview-queries";

const STATES = ["ACTIVE", "WAITING_FOR_PASSWORD", "DISABLED", "DELETED"] as const;
type State = (typeof STATES)[number];

/** How many users there are in each state; each number leads to them. */
export function UsersCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  return (
    <Card isFullHeight>
      <CardTitle component="h2">{t("overview.users")}</CardTitle>
      <CardBody>
        <DescriptionList isHorizontal isCompact>
          {STATES.map((state) => (
            <DescriptionListGroup key={state}>
              <DescriptionListTerm>{t(`overview.state.${state}`)}</DescriptionListTerm>
              <DescriptionListDescription>
                <UsersIn organizationId={organizationId} state={state} />
              </DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
      </CardBody>
    </Card>
  );
}

function UsersIn({ organizationId, state }: { organizationId: string; state: State }) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  const count = useQuery(usersCounted(organizationId, { state: [state] })).data?.count;
  if (count === undefined) {
    return t("overview.unknown");
  }
  return (
    <Link to={places.users.to({ organizationId }, { state })}>
      {t("units.users", { count, shown: number(count) })}
    </Link>
  );
}
