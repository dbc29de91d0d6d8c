import { FormFieldGroup, FormFieldGroupHeader } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { RadioField } from "@shared/forms/RadioField";
import { SaveBar } from "@shared/forms/SaveBar";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ProfileFields } from "./ProfileFields";
import { NO_PROFILE } from "./profile";
import { createUser, METHODS, type User, unitsQuery } from "./queries";
import { userRoute, usersRoute } from "./routes";
import { unitOptions } from "./units";

const EMPTY = {
  unitId: "",
  address: "",
  logonName: "",
  signInMethod: "DEFAULT" as User["signInMethod"],
  passwordFrom: "later" as "later" | "now",
  password: "",
  mustChangePassword: true,
  passwordChangesDisabled: false,
  profile: NO_PROFILE,
};

/** Creates a user: where he belongs, what he is called, how he signs in. */
export default function NewUserPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const units = useQuery(unitsQuery(organizationId));
  const form = useForm({
    initial: EMPTY,
    check: (values) => ({
      address:
        values.address.trim() === "" && values.logonName.trim() === ""
          ? t("addressOrName")
          : undefined,
      password:
        values.passwordFrom === "now" && values.password === "" ? t("passwordMissing") : undefined,
    }),
    save: (values, { idempotencyKey }) =>
      createUser(
        organizationId,
        {
          unitId: values.unitId === "" ? null : values.unitId,
          address: values.address.trim() === "" ? null : values.address,
          logonName: values.logonName.trim() === "" ? null : values.logonName,
          signInMethod: values.signInMethod,
          password: values.passwordFrom === "now" ? values.password : null,
          mustChangePassword: values.mustChangePassword,
          passwordChangesDisabled: values.passwordChangesDisabled,
          profile: {
            ...values.profile,
            displayName:
              values.profile.displayName.trim() === "" ? null : values.profile.displayName,
          },
        },
        idempotencyKey,
      ),
    onSaved: (user) => {
      void queries.invalidateQueries({ queryKey: ["users", organizationId] });
      toast({ variant: "success", title: t("created_", { name: user.profile.displayName ?? "" }) });
      void navigate(userRoute.to({ organizationId, userId: user.id }));
    },
  });
  const local = form.values.signInMethod === "DEFAULT" || form.values.signInMethod === "PASSWORD";
  return (
    <PageFrame
      title={t("create")}
      crumbs={[{ label: t("users"), to: usersRoute.to({ organizationId }) }]}
    >
      <FormFrame form={form} aria-label={t("create")}>
        <Group title={t("groups.account")}>
          <SelectField
            name="unitId"
            label={t("unit")}
            none={t("builtInUnit")}
            options={unitOptions(units.data?.items ?? [])}
          />
          <TextField name="address" label={t("address")} type="email" hasFocusAtFirst />
          <TextField name="logonName" label={t("logonName")} help={t("logonNameHelp")} />
        </Group>
        <Group title={t("groups.signIn")}>
          <SelectField
            name="signInMethod"
            label={t("method.label")}
            options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
          />
          {local && (
            <RadioField
              name="passwordFrom"
              label={t("password")}
              options={[
                { value: "later", label: t("passwordLater") },
                { value: "now", label: t("passwordNow") },
              ]}
            />
          )}
          {local && form.values.passwordFrom === "now" && (
            <>
              <PasswordField
                name="password"
                label={t("password")}
                autoComplete="new-password"
                isRequired
              />
              <CheckField name="mustChangePassword" label={t("mustChange")} />
            </>
          )}
          <CheckField name="passwordChangesDisabled" label={t("changesDisabled")} />
        </Group>
        <ProfileFields />
        <SaveBar form={form} />
      </FormFrame>
    </PageFrame>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <FormFieldGroup header={<FormFieldGroupHeader titleText={{ text: title, id }} />}>
      {children}
    </FormFieldGroup>
  );
}
