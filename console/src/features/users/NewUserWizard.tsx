import { CheckField } from "@shared/forms/CheckField";
import { FormWizard } from "@shared/forms/FormWizard";
import { PasswordField } from "@shared/forms/PasswordField";
import { RadioField } from "@shared/forms/RadioField";
import { TextField } from "@shared/forms/TextField";
import { type Form, useForm } from "@shared/forms/use-form";
import { RolesField } from "@shared/rights/RolesField";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { UnitField } from "@shared/units/UnitField";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { AddressField } from "./AddressField";
import { ExpiryFields, useExpiryCheck } from "./ExpiryFields";
import { NewUserReview } from "./NewUserReview";
import { addressOf, creationOf, hasOwnPassword, linkGoesTo, type NewUser } from "./new-user";
import { usePhoneNumbers } from "./phone-numbers";
import { type AddressDomains, createUser, METHODS } from "./queries";
import { userRoute, usersRoute } from "./routes";

interface Props {
  readonly organizationId: string;
  readonly domains: AddressDomains;
  readonly initial: NewUser;
}

/** Where a new user belongs, what he is called, how he signs in, what he may do. */
export function NewUserWizard({ organizationId, domains, initial }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  // Defaults that are read anew don't change what somebody has begun.
  const [start] = useState(initial);
  const mayGiveRoles = can("grants:assign") && can("roles:read");
  const checkExpiry = useExpiryCheck();
  const form = useForm<NewUser, Awaited<ReturnType<typeof createUser>>>({
    initial: start,
    check: (user) => ({
      ...checkExpiry(user),
      address:
        user.address.trim() === "" && user.logonName.trim() === "" ? t("addressOrName") : undefined,
      password:
        hasOwnPassword(user) && user.passwordBy === "now" && user.password === ""
          ? t("passwordMissing")
          : undefined,
      recoveryAddress:
        linkGoesTo(user) === "" || /^[^@\s]+@[^@\s]+$/.test(user.recoveryAddress.trim() || "a@b")
          ? undefined
          : t("linkAddressUnfit"),
    }),
    save: (user, { idempotencyKey }) =>
      createUser(organizationId, creationOf(user, mayGiveRoles), idempotencyKey),
    onSaved: (made) => {
      void queries.invalidateQueries({ queryKey: ["users", organizationId] });
      toast({
        variant: "success",
        title: t("created_", { name: made.profile.displayName ?? made.account }),
      });
      // What is left to say: what the user may do, and which mailboxes he opens.
      const tab = can("roles:read") ? "rights" : can("mailboxes:read") ? "mailbox" : undefined;
      void navigate(userRoute.to({ organizationId, userId: made.id }, { tab }));
    },
  });
  return (
    <FormWizard
      label={t("create")}
      save={t("create")}
      form={form}
      onCancel={() => void navigate(usersRoute.to({ organizationId }))}
      steps={[
        {
          id: "unit",
          title: t("unit"),
          fields: ["unitId"],
          isHidden: !can("units:read"),
          content: (
            <UnitField
              name="unitId"
              label={t("unit")}
              help={t("unitHelp")}
              organizationId={organizationId}
            />
          ),
        },
        {
          id: "general",
          title: t("steps.general"),
          fields: ["address", "logonName"],
          content: <General form={form} domains={domains} />,
        },
        {
          id: "sign-in",
          title: t("groups.signIn"),
          fields: [
            "recoveryAddress",
            "password",
            "mustChangePassword",
            "passwordChangesDisabled",
            "ends",
            "expiresOn",
          ],
          content: <SignIn form={form} maySetExpiry={can("users:disable")} />,
        },
        {
          id: "roles",
          title: t("roles"),
          fields: ["roles"],
          isHidden: !mayGiveRoles,
          content: <RolesField organizationId={organizationId} />,
        },
        {
          id: "review",
          title: t("steps.review"),
          fields: [],
          content: <NewUserReview organizationId={organizationId} user={form.values} />,
        },
      ]}
    />
  );
}

function General(props: { readonly form: Form<NewUser>; readonly domains: AddressDomains }) {
  const { form, domains } = props;
  const { t } = useTranslation("users");
  const phones = usePhoneNumbers();
  return (
    <>
      <AddressField {...domains} />
      <CheckField
        name="mailbox"
        label={t("personalMailbox")}
        help={t("personalMailboxHelp")}
        isDisabled={addressOf(form.values) === ""}
      />
      <TextField name="logonName" label={t("logonName")} help={t("logonNameHelp")} />
      <TextField name="firstName" label={t("fields.firstName")} maxLength={255} />
      <TextField name="lastName" label={t("fields.lastName")} maxLength={255} />
      <TextField
        name="displayName"
        label={t("fields.displayName")}
        help={t("help.displayName")}
        maxLength={255}
      />
      <TextField name="title" label={t("fields.title")} maxLength={255} />
      <TextField name="department" label={t("fields.department")} maxLength={255} />
      {!phones.areOff && (
        <>
          <TextField
            name="officePhone"
            label={t("fields.officePhone")}
            type="tel"
            maxLength={64}
            {...(phones.areRequired ? { help: t("help.phoneNeeded") } : {})}
          />
          <TextField name="mobilePhone" label={t("fields.mobilePhone")} type="tel" maxLength={64} />
        </>
      )}
    </>
  );
}

function SignIn(props: { readonly form: Form<NewUser>; readonly maySetExpiry: boolean }) {
  const { form, maySetExpiry } = props;
  const { t } = useTranslation("users");
  const hasAddress = addressOf(form.values) !== "";
  return (
    <>
      <RadioField
        name="signInMethod"
        label={t("method.label")}
        options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
      />
      {hasOwnPassword(form.values) && (
        <>
          <RadioField
            name="passwordBy"
            label={t("firstPassword")}
            options={[
              {
                value: "link",
                label: t("passwordByLink"),
                description: hasAddress ? t("passwordByLinkHelp") : t("passwordByLinkNoAddress"),
                isDisabled: !hasAddress,
              },
              { value: "later", label: t("passwordLater"), description: t("passwordLaterHelp") },
              { value: "now", label: t("passwordNow") },
            ]}
          />
          {linkGoesTo(form.values) !== "" && (
            <TextField
              name="recoveryAddress"
              label={t("linkAddress")}
              help={t("linkAddressHelp", { address: addressOf(form.values) })}
              type="email"
            />
          )}
          {form.values.passwordBy === "now" && (
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
        </>
      )}
      {maySetExpiry && <ExpiryFields ends={form.values.ends} />}
    </>
  );
}
