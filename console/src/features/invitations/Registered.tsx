import { Content } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { OpenPage } from "@shared/ui/OpenPage";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

/** The account is made; now one signs in. */
export function Registered({ address }: { readonly address: string }) {
  const { t } = useTranslation("invitations");
  return (
    <OpenPage title={t("register.doneTitle")}>
      <Content component="p" role="status">
        {t("register.doneBody", { address })}
      </Content>
      <Link to={places.signIn.to()}>{t("register.toSignIn")}</Link>
    </OpenPage>
  );
}
