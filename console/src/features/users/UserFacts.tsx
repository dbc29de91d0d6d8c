import { DescriptionList } from "@patternfly/react-core";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { useTranslation } from "react-i18next";
import { CorporateLabel } from "./CorporateLabel";
import { DirectoryEntryFacts } from "./DirectoryEntryFacts";
import { Fact } from "./Fact";
import { LatestSessionFacts } from "./LatestSessionFacts";
import type { User } from "./queries";
import { StateLabel } from "./StateLabel";
import { useUnits } from "./units";

/** Where a user stands: names, unit, state, sign-in, dates. */
export function UserFacts({ organizationId, user }: { organizationId: string; user: User }) {
  const { t } = useTranslation("users");
  const { day } = useFormat();
  const units = useUnits(organizationId);
  return (
    <DescriptionList isHorizontal aria-label={t("tabs.account")}>
      <Fact term={t("address")}>
        {user.address === null
          ? ""
          : t(user.addressVerified ? "addressProven" : "addressNotProven", {
              address: user.address,
            })}
      </Fact>
      <Fact term={t("logonName")}>{user.logonName}</Fact>
      {units.builtIn !== undefined && <Fact term={t("unit")}>{units.pathOf(user.unitId)}</Fact>}
      <Fact term={t("state.label")}>
        <StateLabel user={user} />
      </Fact>
      {user.lockedUntil !== null && (
        <Fact term={t("lockedUntil")}>
          <Time of={user.lockedUntil} />
        </Fact>
      )}
      <Fact term={t("type.label")}>{t(`type.${user.type}`)}</Fact>
      {user.corporate && (
        <Fact term={t("kind.label")}>
          <CorporateLabel />
        </Fact>
      )}
      <Fact term={t("method.label")}>{t(`method.${user.signInMethod}`)}</Fact>
      {!user.guest && <DirectoryEntryFacts organizationId={organizationId} user={user} />}
      <Fact term={t("password")}>{t(`passwordIs.${passwordOf(user)}`)}</Fact>
      <Fact term={t("passwordChanges")}>
        {t(user.passwordChangesDisabled ? "changesNotAllowed" : "changesAllowed")}
      </Fact>
      {user.expiresOn !== null && <Fact term={t("expiresOn")}>{day(user.expiresOn)}</Fact>}
      <Fact term={t("lastSignIn")}>
        <Time of={user.lastSignInAt} none={t("never")} />
      </Fact>
      <LatestSessionFacts of={user.latestSession} />
      <Fact term={t("created")}>
        <Time of={user.createdAt} />
      </Fact>
      <Fact term={t("updated")}>
        <Time of={user.updatedAt} />
      </Fact>
      {user.deletedAt !== null && (
        <>
          <Fact term={t("deleted")}>
            <Time of={user.deletedAt} />
          </Fact>
          <Fact term={t("purges")}>
            <Time of={user.purgesAt} />
          </Fact>
          {units.builtIn !== undefined && (
            <Fact term={t("formerUnit")}>{units.pathOf(user.formerUnitId)}</Fact>
          )}
        </>
      )}
    </DescriptionList>
  );
}

function passwordOf(user: User) {
  if (user.mustChangePassword) {
    return "expired";
  }
  return user.passwordSet ? "set" : "notSet";
}
