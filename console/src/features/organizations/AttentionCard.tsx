import { Alert, Card, CardBody, CardTitle, Stack, StackItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useCan } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { heldQuery, jobsByState, usersCounted } from "./overview-queries";

/** What waits for somebody to look at it, as far as this reader may. */
export function AttentionCard({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation("organizations");
  const { number } = useFormat();
  const can = useCan();
  const held = useQuery({ ...heldQuery, enabled: can("instance:outbox") }).data?.count ?? 0;
  const locked =
    useQuery({
      ...usersCounted(organizationId, { locked: true }),
      enabled: can("users:read"),
    }).data?.count ?? 0;
  const failed =
    useQuery({ ...jobsByState(organizationId), enabled: can("jobs:read") }).data?.items.find(
      ({ state }) => state === "FAILED",
    )?.count ?? 0;
  const points = [
    ...(held > 0
      ? [
          {
            title: t("overview.held", { count: held, shown: number(held) }),
            link: t("overview.toOutbox"),
            to: places.outbox.to(),
          },
        ]
      : []),
    ...(locked > 0
      ? [
          {
            title: t("overview.locked", { count: locked, shown: number(locked) }),
            link: t("overview.toLocked"),
            to: places.users.to({ organizationId }, { locked: "true" }),
          },
        ]
      : []),
    ...(failed > 0
      ? [
          {
            title: t("overview.failed", { count: failed, shown: number(failed) }),
            link: t("overview.toFailed"),
            to: places.jobs.to({ organizationId }, { state: "FAILED" }),
          },
        ]
      : []),
  ];
  return (
    <Card isFullHeight>
      <CardTitle component="h2">{t("overview.attention")}</CardTitle>
      <CardBody>
        <Stack hasGutter>
          {points.map(({ title, link, to }) => (
            <StackItem key={to}>
              <Alert
                variant="warning"
                isInline
                component="p"
                title={title}
                actionLinks={<Link to={to}>{link}</Link>}
              />
            </StackItem>
          ))}
          {points.length === 0 && <StackItem>{t("overview.nothing")}</StackItem>}
          {can("audit:read") && (
            <StackItem>
              <Link to={places.audit.to({ organizationId })}>{t("overview.toAudit")}</Link>
            </StackItem>
          )}
        </Stack>
      </CardBody>
    </Card>
  );
}
