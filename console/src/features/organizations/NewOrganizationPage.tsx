import { FormSection } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { SaveBar } from "@shared/forms/SaveBar";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { meQuery } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { createOrganization, type Organization } from "./queries";
import { organizationRoute, organizationsRoute } from "./routes";

const EMPTY = {
  name: "",
  hasOwner: true,
  owner: { firstName: "", lastName: "", address: "", password: "" },
};

/** A new organization, with its first owner if wanted: both or neither come to be. */
export default function NewOrganizationPage() {
  const { t } = useTranslation("organizations");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useForm<typeof EMPTY, Organization>({
    initial: EMPTY,
    check: ({ name, hasOwner, owner }) => ({
      name: name.trim().length < 3 ? t("nameTooShort") : undefined,
      "owner.firstName": missing(hasOwner, owner.firstName, t("owner.firstNameMissing")),
      "owner.lastName": missing(hasOwner, owner.lastName, t("owner.lastNameMissing")),
      "owner.address": missing(hasOwner, owner.address, t("owner.addressMissing")),
    }),
    save: ({ name, hasOwner, owner }, { idempotencyKey }) =>
      createOrganization(
        {
          name,
          owner: hasOwner
            ? { ...owner, password: owner.password === "" ? null : owner.password }
            : null,
        },
        idempotencyKey,
      ),
    onSaved: (made) => {
      toast({ variant: "success", title: t("created", { name: made.name }) });
      void queries.invalidateQueries({ queryKey: ["organizations"] });
      // Its pages open only to those who know that it exists.
      void queries
        .invalidateQueries({ queryKey: meQuery.queryKey })
        .then(() => navigate(organizationRoute.to({ organizationId: made.id })));
    },
  });
  return (
    <PageFrame
      title={t("create")}
      crumbs={[{ label: t("organizations"), to: organizationsRoute.to() }]}
    >
      <FormFrame form={form} aria-label={t("create")}>
        <TextField
          name="name"
          label={t("name")}
          help={t("nameHelp")}
          maxLength={256}
          isRequired
          hasFocusAtFirst
        />
        <CheckField name="hasOwner" label={t("owner.wanted")} help={t("owner.wantedHelp")} />
        {form.values.hasOwner && (
          <FormSection title={t("owner.title")} titleElement="h2">
            <TextField name="owner.firstName" label={t("owner.firstName")} isRequired />
            <TextField name="owner.lastName" label={t("owner.lastName")} isRequired />
            <TextField
              name="owner.address"
              label={t("owner.address")}
              help={t("owner.addressHelp")}
              type="email"
              isRequired
            />
            <PasswordField
              name="owner.password"
              label={t("owner.password")}
              help={t("owner.passwordHelp")}
              autoComplete="new-password"
            />
          </FormSection>
        )}
        <SaveBar
          form={form}
          save={t("create")}
          onCancel={() => void navigate(organizationsRoute.to())}
        />
      </FormFrame>
    </PageFrame>
  );
}

function missing(isAsked: boolean, text: string, message: string): string | undefined {
  return isAsked && text.trim() === "" ? message : undefined;
}
