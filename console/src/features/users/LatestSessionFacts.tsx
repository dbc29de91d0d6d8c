import { Label } from "@patternfly/react-core";
import { BrowserName } from "@shared/ui/BrowserName";
import { Time } from "@shared/ui/Time";
import { useTranslation } from "react-i18next";
import { Fact } from "./Fact";
import type { User } from "./queries";

/** Whether a user is signed in, and since when, from where and by what he is or last was. */
export function LatestSessionFacts({ of: session }: { of: User["latestSession"] }) {
  const { t } = useTranslation("users");
  if (session === null) {
    return <Fact term={t("session.label")}>{t("never")}</Fact>;
  }
  return (
    <>
      <Fact term={t("session.label")}>
        <Label color={session.open ? "green" : "grey"}>
          {t(session.open ? "session.open" : "session.over")}
        </Label>
      </Fact>
      <Fact term={t("session.began")}>
        <Time of={session.beganAt} />
      </Fact>
      <Fact term={t("session.lastSeen")}>
        <Time of={session.lastSeenAt} />
      </Fact>
      <Fact term={t("session.from")}>{session.address}</Fact>
      <Fact term={t("session.browser")}>
        <BrowserName of={session.browser} />
      </Fact>
      <Fact term={t("session.proof")}>{t(`session.by.${session.proof}`)}</Fact>
    </>
  );
}
