import { Alert, AlertActionLink } from "@patternfly/react-core";
import { useCan } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActDialog } from "./ActDialog";
import type { User } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: User;
}

/** Of somebody who was disabled by no administrator, at the end of his account or for want of a seat: offers to enable him. */
export function EndedAlert({ organizationId, user }: Props) {
  const { t } = useTranslation("users");
  const { day } = useFormat();
  const can = useCan();
  const [isAsked, ask] = useState(false);
  const hasEnded = user.stateReason === "expired";
  if (user.state !== "DISABLED" || !(hasEnded || user.stateReason === "no-seat")) {
    return null;
  }
  const name = user.profile.displayName ?? user.account;
  return (
    <>
      <Alert
        isInline
        component="h2"
        variant="warning"
        title={t(hasEnded ? "expiry.ended" : "seats.without")}
        actionLinks={
          can("users:disable") && (
            <AlertActionLink onClick={() => ask(true)}>
              {t("acts.verb", { context: "enable" })}
            </AlertActionLink>
          )
        }
      >
        {!hasEnded
          ? t("seats.withoutBody")
          : user.expiresOn === null
            ? t("expiry.endedNever")
            : t("expiry.endedUntil", { date: day(user.expiresOn) })}
      </Alert>
      {isAsked && (
        <ActDialog
          organizationId={organizationId}
          asked={{
            kind: "one",
            act: "enable",
            id: user.id,
            account: user.account,
            name,
            unitId: user.unitId,
          }}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
