import { Alert, Spinner } from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { places } from "@shared/routing/places";
import { registrationStateQuery } from "@shared/session/registration";
import { OpenPage } from "@shared/ui/OpenPage";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AddressForm } from "./AddressForm";
import { CodeForm } from "./CodeForm";
import { registrationQuery } from "./queries";
import { Registered } from "./Registered";
import { RegisterForm } from "./RegisterForm";

/** Registration by oneself: an address, the code from the mail, and who one is. */
export default function CreateAccountPage() {
  const { t } = useTranslation("invitations");
  const state = useQuery(registrationStateQuery);
  const [asked, setAsked] = useState<{ address: string; codeId: string }>();
  const [token, setToken] = useState<string>();
  const [registered, setRegistered] = useState<string>();
  if (registered !== undefined) {
    return <Registered address={registered} />;
  }
  if (token !== undefined) {
    return <Details token={token} onDone={setRegistered} />;
  }
  if (state.data?.open === false) {
    return (
      <OpenPage title={t("create.offTitle")} description={t("create.offBody")}>
        <ToSignIn />
      </OpenPage>
    );
  }
  return asked === undefined ? (
    <OpenPage title={t("register.title")} description={t("create.body")}>
      <AddressForm onAsked={(address, codeId) => setAsked({ address, codeId })} />
      <ToSignIn />
    </OpenPage>
  ) : (
    <OpenPage
      title={t("create.codeTitle")}
      description={t("create.codeBody", { address: asked.address })}
    >
      <CodeForm
        {...asked}
        onAskedAgain={(codeId) => setAsked({ ...asked, codeId })}
        onProved={setToken}
        onStartAgain={() => setAsked(undefined)}
      />
      <ToSignIn />
    </OpenPage>
  );
}

function Details({
  token,
  onDone,
}: {
  readonly token: string;
  readonly onDone: (address: string) => void;
}) {
  const { t } = useTranslation("invitations");
  const found = useQuery(registrationQuery(token));
  if (found.data !== undefined) {
    return <RegisterForm token={token} offer={found.data} onDone={onDone} />;
  }
  return (
    <OpenPage title={t("register.title")}>
      {found.isError ? (
        <Alert isInline variant="danger" title={t("create.refused")}>
          <ProblemText error={found.error} />
        </Alert>
      ) : (
        <Spinner aria-label={t("loading")} />
      )}
      <ToSignIn />
    </OpenPage>
  );
}

function ToSignIn() {
  const { t } = useTranslation("invitations");
  return (
    <p className="muster-open-divider">
      <Link to={places.signIn.to()}>{t("register.toSignIn")}</Link>
    </p>
  );
}
