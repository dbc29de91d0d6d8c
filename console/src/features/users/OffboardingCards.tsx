import { Button, Card, CardBody, CardHeader, CardTitle, Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useCan } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { OffboardingSteps } from "./OffboardingSteps";
import {
  cancelOffboarding,
  type Offboarding,
  offboardingsQuery,
  takeBackOffboarding,
} from "./offboarding";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
}

/** How a user leaves or left: a card each, the latest first. Nothing for whom nobody offboarded. */
export function OffboardingCards({ organizationId, userId }: Props) {
  const { data } = useQuery(offboardingsQuery(organizationId, userId));
  return data?.items.map((one) => (
    <OffboardingCard
      key={one.id}
      organizationId={organizationId}
      userId={userId}
      offboarding={one}
      isLatest={one === data.items.at(0)}
    />
  ));
}

interface CardProps extends Props {
  readonly offboarding: Offboarding;
  readonly isLatest: boolean;
}

type Asked = "cancel" | "takeBack";

/** One offboarding; what waits can be cancelled, and of the latest what was done taken back. */
function OffboardingCard({ organizationId, userId, offboarding, isLatest }: CardProps) {
  const { t } = useTranslation("users");
  const { dateTime } = useFormat();
  const mayChange = useCan()("users:disable");
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const act = async (wanted: Asked) => {
    const change = wanted === "cancel" ? cancelOffboarding : takeBackOffboarding;
    await change(organizationId, userId, offboarding.id);
    await queries.invalidateQueries({ queryKey: ["users", organizationId] });
    await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
  };
  const offers: Asked[] = [
    ...(offboarding.canBeCancelled ? (["cancel"] as const) : []),
    ...(isLatest && offboarding.canBeTakenBack ? (["takeBack"] as const) : []),
  ];
  return (
    <Card>
      <CardHeader
        actions={{
          actions: mayChange
            ? offers.map((offer) => (
                <Button key={offer} variant="secondary" onClick={() => setAsked(offer)}>
                  {t(`offboarding.${offer}.verb`)}
                </Button>
              ))
            : [],
        }}
      >
        <CardTitle component="h2">{t("offboarding.card")}</CardTitle>
      </CardHeader>
      <CardBody>
        <Content component="p">
          {t(offboarding.takenBackAt === null ? "offboarding.by" : "offboarding.takenBack", {
            name: offboarding.startedBy,
            at: dateTime(offboarding.takenBackAt ?? offboarding.createdAt),
          })}
        </Content>
        <OffboardingSteps of={offboarding} />
      </CardBody>
      {asked !== undefined && (
        <ConfirmDialog
          title={t(`offboarding.${asked}.title`)}
          confirm={t(`offboarding.${asked}.verb`)}
          onConfirm={() => act(asked)}
          onClose={() => setAsked(undefined)}
        >
          {t(`offboarding.${asked}.body`)}
        </ConfirmDialog>
      )}
    </Card>
  );
}
