import { ActionGroup, Button, Content, Spinner } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { ProblemText } from "@shared/forms/ProblemText";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { places } from "@shared/routing/places";
import { OpenPage } from "@shared/ui/OpenPage";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { register, registrationQuery } from "./queries";

/** Where the link of an invitation leads whoever has no account yet. */
export default function RegisterPage() {
  const { t } = useTranslation("invitations");
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const [address, setAddress] = useState<string>();
  const found = useQuery(registrationQuery(token));
  if (address !== undefined) {
    return (
      <OpenPage title={t("register.doneTitle")}>
        <Content component="p" role="status">
          {t("register.doneBody", { address })}
        </Content>
        <Link to={places.signIn.to()}>{t("register.toSignIn")}</Link>
      </OpenPage>
    );
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

interface Props {
  readonly token: string;
  readonly offer: {
    readonly address: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly organizationName: string;
    readonly invitedBy: string;
    readonly homeName: string | null;
  };
  readonly onDone: (address: string) => void;
}

function RegisterForm({ token, offer, onDone }: Props) {
  const { t } = useTranslation("invitations");
  const form = useForm({
    initial: {
      address: offer.address,
      firstName: offer.firstName,
      lastName: offer.lastName,
      organization: "",
      password: "",
      repeated: "",
    },
    check: ({ firstName, lastName, password, repeated }) => ({
      firstName: firstName.trim() === "" ? t("register.nameMissing") : undefined,
      lastName: lastName.trim() === "" ? t("register.nameMissing") : undefined,
      password: password === "" ? t("register.passwordMissing") : undefined,
      repeated: repeated === password ? undefined : t("register.differs"),
    }),
    save: ({ firstName, lastName, password, organization }) =>
      register(token, { firstName, lastName, password, organization: organization.trim() }),
    onSaved: ({ address }) => onDone(address),
  });
  return (
    <OpenPage
      title={t("register.title")}
      description={t("register.body", {
        by: offer.invitedBy,
        organization: offer.organizationName,
      })}
    >
      <FormFrame form={form} warnsOnLeave={false} aria-label={t("register.title")}>
        <TextField name="address" label={t("address")} isDisabled />
        <TextField
          name="firstName"
          label={t("firstName")}
          isRequired
          maxLength={255}
          autoComplete="given-name"
          hasFocusAtFirst
        />
        <TextField
          name="lastName"
          label={t("lastName")}
          isRequired
          maxLength={255}
          autoComplete="family-name"
        />
        {offer.homeName === null ? (
          <TextField
            name="organization"
            label={t("register.organization")}
            help={t("register.organizationHelp")}
            maxLength={255}
            autoComplete="organization"
          />
        ) : (
          <Content component="p">{t("register.home", { name: offer.homeName })}</Content>
        )}
        <PasswordField
          name="password"
          label={t("register.password")}
          autoComplete="new-password"
          isRequired
        />
        <PasswordField
          name="repeated"
          label={t("register.repeated")}
          autoComplete="new-password"
          isRequired
        />
        <ActionGroup>
          <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
            {t("register.verb")}
          </Button>
        </ActionGroup>
      </FormFrame>
    </OpenPage>
  );
}
