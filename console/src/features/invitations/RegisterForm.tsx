import { ActionGroup, Button, Content } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { OpenPage } from "@shared/ui/OpenPage";
import { useTranslation } from "react-i18next";
import { type RegistrationOffer, register } from "./queries";

interface Props {
  readonly token: string;
  readonly offer: RegistrationOffer;
  readonly onDone: (address: string) => void;
}

/** Who one is, once the address is proved by a link or a code. */
export function RegisterForm({ token, offer, onDone }: Props) {
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
      description={
        offer.invitedBy === null
          ? t("register.alone")
          : t("register.body", { by: offer.invitedBy, organization: offer.organizationName })
      }
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
