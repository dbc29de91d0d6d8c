import { Content, DescriptionList } from "@patternfly/react-core";
import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";
import { dayOf } from "./ExpiryFields";
import { Fact } from "./Fact";
import { addressOf, hasOwnPassword, linkGoesTo, type NewUser } from "./new-user";
import { useUnits } from "./units";

/** All that the wizard collected, before it is done. */
export function NewUserReview(props: { readonly organizationId: string; readonly user: NewUser }) {
  const { organizationId, user } = props;
  const { t } = useTranslation("users");
  const units = useUnits(organizationId);
  const name = [
    user.displayName,
    `${user.firstName} ${user.lastName}`.trim(),
    addressOf(user),
  ].find((text) => text.trim() !== "");
  const { day } = useFormat();
  const ends = dayOf(user);
  const mailed = linkGoesTo(user);
  return (
    <>
      <DescriptionList isHorizontal aria-label={t("steps.review")}>
        {units.builtIn !== undefined && <Fact term={t("unit")}>{units.pathOf(user.unitId)}</Fact>}
        <Fact term={t("address")}>{addressOf(user)}</Fact>
        {addressOf(user) !== "" && (
          <Fact term={t("personalMailbox")}>{t(user.mailbox ? "shared:yes" : "shared:no")}</Fact>
        )}
        <Fact term={t("logonName")}>{user.logonName}</Fact>
        <Fact term={t("fields.displayName")}>{name ?? user.logonName}</Fact>
        <Fact term={t("fields.title")}>{user.title}</Fact>
        <Fact term={t("fields.department")}>{user.department}</Fact>
        <Fact term={t("fields.officePhone")}>{user.officePhone}</Fact>
        <Fact term={t("fields.mobilePhone")}>{user.mobilePhone}</Fact>
        <Fact term={t("method.label")}>{t(`method.${user.signInMethod}`)}</Fact>
        {hasOwnPassword(user) && (
          <Fact term={t("firstPassword")}>{t(`reviewPassword.${passwordBy(user)}`)}</Fact>
        )}
        <Fact term={t("expiresOn")}>{ends === null ? "" : day(ends)}</Fact>
        <Fact term={t("roles")}>{user.roles.map((role) => role.name).join(", ")}</Fact>
      </DescriptionList>
      {mailed !== "" && <Content component="p">{t("linkReview", { address: mailed })}</Content>}
    </>
  );
}

function passwordBy(user: NewUser): NewUser["passwordBy"] {
  return user.passwordBy === "link" && addressOf(user) === "" ? "later" : user.passwordBy;
}
