import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { useCan } from "@shared/session/me";
import { Time } from "@shared/ui/Time";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type User, unitsQuery } from "./queries";
import { StateLabel } from "./StateLabel";
import { unitOptions } from "./units";

/** Where a user stands: names, unit, state, sign-in, dates. */
export function UserFacts({ organizationId, user }: { organizationId: string; user: User }) {
  const { t } = useTranslation("users");
  const can = useCan();
  const units = useQuery({ ...unitsQuery(organizationId), enabled: can("units:read") });
  const path = (id: string | null) =>
    unitOptions(units.data?.items ?? []).find(({ value }) => value === id)?.label ?? "";
  return (
    <DescriptionList isHorizontal>
      <Fact term={t("address")}>{user.address}</Fact>
      <Fact term={t("logonName")}>{user.logonName}</Fact>
      <Fact term={t("unit")}>{path(user.unitId)}</Fact>
      <Fact term={t("state.label")}>
        <StateLabel user={user} />
      </Fact>
      <Fact term={t("type.label")}>{t(`type.${user.type}`)}</Fact>
      <Fact term={t("method.label")}>{t(`method.${user.signInMethod}`)}</Fact>
      <Fact term={t("password")}>
        {user.mustChangePassword
          ? t("passwordExpired")
          : user.passwordSet
            ? t("passwordSet")
            : t("passwordNotSet")}
      </Fact>
      <Fact term={t("lastSignIn")}>
        <Time of={user.lastSignInAt} none={t("never")} />
      </Fact>
      <Fact term={t("created")}>
        <Time of={user.createdAt} />
      </Fact>
      {user.deletedAt !== null && (
        <>
          <Fact term={t("deleted")}>
            <Time of={user.deletedAt} />
          </Fact>
          <Fact term={t("purges")}>
            <Time of={user.purgesAt} />
          </Fact>
          <Fact term={t("formerUnit")}>{path(user.formerUnitId)}</Fact>
        </>
      )}
    </DescriptionList>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children ?? "–"}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
