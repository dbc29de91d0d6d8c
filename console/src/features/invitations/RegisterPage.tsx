import { Content, Spinner } from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { places } from "@shared/routing/places";
import { OpenPage } from "@shared/ui/OpenPage";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { registrationQuery } from "./queries";
import { Registered } from "./Registered";
import { RegisterForm } from "./RegisterForm";

/** Where the link of an invitation leads whoever has no account yet. */
export default function RegisterPage() {
  const { t } = useTranslation("invitations");
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const [address, setAddress] = useState<string>();
  const found = useQuery(registrationQuery(token));
  if (address !== undefined) {
    return <Registered address={address} />;
  }
  // What was read once stays on the page when it is read again in vain: somebody fills it in.
  if (token === "" || (found.isError && found.data === undefined)) {
    return (
      <OpenPage title={t("register.noLink")}>
        <Content component="p" role="alert">
          {found.error ? <ProblemText error={found.error} /> : t("register.noLinkBody")}
        </Content>
        <Link to={places.signIn.to()}>{t("register.toSignIn")}</Link>
      </OpenPage>
    );
  }
  if (found.data === undefined) {
    return (
      <OpenPage title={t("register.title")}>
        <Spinner aria-label={t("loading")} />
      </OpenPage>
    );
  }
  return <RegisterForm token={token} offer={found.data} onDone={setAddress} />;
}
