import { ActionGroup, Button, FormSection } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { OpenPage } from "@shared/ui/OpenPage";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { setUp } from "./queries";
import { signInRoute } from "./routes";

const EMPTY = { organization: "", firstName: "", lastName: "", address: "", password: "" };

/** Makes the first organization and its first administrator, once, with the link that a new server prints. */
export default function SetupPage() {
  const { t } = useTranslation("access");
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const token = search.get("token") ?? "";
  const form = useForm({
    initial: EMPTY,
    check: (values) => ({
      organization: missing(values.organization, t("setup.organizationNameMissing")),
      firstName: missing(values.firstName, t("setup.firstNameMissing")),
      lastName: missing(values.lastName, t("setup.lastNameMissing")),
      address: missing(values.address, t("setup.addressMissing")),
      password: values.password === "" ? t("newPassword.missing") : undefined,
    }),
    save: (values) => setUp({ token, ...values }),
    onSaved: () => void navigate(signInRoute.to(), { replace: true }),
  });
  if (token === "") {
    return <OpenPage title={t("setup.title")} description={t("setup.noToken")} />;
  }
  return (
    <OpenPage title={t("setup.title")} description={t("setup.body")}>
      <FormFrame form={form} warnsOnLeave={false} aria-label={t("setup.title")}>
        <FormSection title={t("setup.organization")} titleElement="h2">
          <TextField
            name="organization"
            label={t("setup.organizationName")}
            autoComplete="organization"
            isRequired
            hasFocusAtFirst
          />
        </FormSection>
        <FormSection title={t("setup.administrator")} titleElement="h2">
          <TextField
            name="firstName"
            label={t("setup.firstName")}
            autoComplete="given-name"
            isRequired
          />
          <TextField
            name="lastName"
            label={t("setup.lastName")}
            autoComplete="family-name"
            isRequired
          />
          <TextField
            name="address"
            label={t("setup.address")}
            help={t("setup.addressHelp")}
            type="email"
            autoComplete="email"
            isRequired
          />
          <PasswordField
            name="password"
            label={t("newPassword.password")}
            help={t("newPassword.help")}
            autoComplete="new-password"
            isRequired
          />
        </FormSection>
        <ActionGroup>
          <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
            {t("setup.submit")}
          </Button>
        </ActionGroup>
      </FormFrame>
    </OpenPage>
  );
}

function missing(text: string, message: string): string | undefined {
  return text.trim() === "" ? message : undefined;
}
