import { FormSection } from "@patternfly/react-core";
import { DualListField } from "@shared/forms/DualListField";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import type { RoleChoice } from "@shared/rights/AddRoleDialog";
import { RolesField } from "@shared/rights/RolesField";
import { useCan } from "@shared/session/me";
import { octetsTyped } from "@shared/ui/octets";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { defaultValues, OWN_FIELDS, templateOf } from "./defaults";
import { type Defaults, METHODS, readDefaults, saveDefaults } from "./queries";
import { useUnits } from "./units";

interface Props {
  readonly organizationId: string;
  readonly defaults: Defaults;
  readonly etag: string;
  readonly roles: readonly RoleChoice[];
}

/** The template of new users. Users who are there already stay as they are. */
export function DefaultsForm({ organizationId, defaults, etag, roles }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const queries = useQueryClient();
  const units = useUnits(organizationId);
  const isReadOnly = !can("users:defaults");
  const form = useForm({
    initial: defaultValues(defaults, roles),
    etag,
    check: ({ mailboxLimitOctets }) => ({
      mailboxLimitOctets: Number.isNaN(octetsTyped(mailboxLimitOctets))
        ? t("defaults.mailboxLimitNoSize")
        : undefined,
    }),
    save: (values, context) =>
      saveDefaults(
        organizationId,
        { template: templateOf(values), ownFields: [...values.ownFields] },
        context.etag,
      ),
    reload: async () => {
      const now = await readDefaults(organizationId);
      return { values: defaultValues(now.value, roles), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: ["users", organizationId, "defaults"] });
    },
  });
  const none = t("defaults.saysNothing");
  const yesOrNo = [
    { value: "true", label: t("defaults.yes") },
    { value: "false", label: t("defaults.no") },
  ];
  const choice = { none, isDisabled: isReadOnly };
  return (
    <FormFrame form={form} aria-label={t("defaults.title")}>
      <FormSection title={t("defaults.place")} titleElement="h2">
        {can("units:read") && (
          <SelectField
            name="unitId"
            label={t("unit")}
            options={units.options}
            {...choice}
            none={t("defaults.builtInUnit")}
          />
        )}
        {can("roles:read") && (
          <RolesField
            organizationId={organizationId}
            isReadOnly={isReadOnly || !can("grants:assign")}
          />
        )}
      </FormSection>
      <FormSection title={t("groups.signIn")} titleElement="h2">
        <SelectField
          name="signInMethod"
          label={t("method.label")}
          options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
          {...choice}
        />
        <SelectField
          name="mustChangePassword"
          label={t("defaults.mustChange")}
          options={yesOrNo}
          {...choice}
        />
        <SelectField
          name="passwordChangesDisabled"
          label={t("changesDisabled")}
          options={yesOrNo}
          {...choice}
        />
      </FormSection>
      <FormSection title={t("tabs.profile")} titleElement="h2">
        <TextField name="company" label={t("fields.company")} isDisabled={isReadOnly} />
        <TextField name="department" label={t("fields.department")} isDisabled={isReadOnly} />
        <TextField name="webPage" label={t("fields.webPage")} type="url" isDisabled={isReadOnly} />
        <TextField
          name="timeZone"
          label={t("fields.timeZone")}
          help={t("help.timeZone")}
          isDisabled={isReadOnly}
        />
        <TextField
          name="language"
          label={t("fields.language")}
          help={t("help.language")}
          isDisabled={isReadOnly}
        />
        <SelectField
          name="inAddressList"
          label={t("fields.inAddressList")}
          options={yesOrNo}
          {...choice}
        />
      </FormSection>
      <FormSection title={t("tabs.mailbox")} titleElement="h2">
        <TextField
          name="mailboxLimitOctets"
          label={t("defaults.mailboxLimit")}
          help={t("defaults.mailboxLimitHelp")}
          inputMode="numeric"
          isDisabled={isReadOnly}
        />
      </FormSection>
      <FormSection title={t("defaults.own")} titleElement="h2">
        <DualListField
          name="ownFields"
          label={t("defaults.ownFields")}
          help={t("defaults.ownFieldsHelp")}
          available={t("defaults.kept")}
          chosen={t("defaults.free")}
          options={OWN_FIELDS.map((value) => ({ value, label: t(`fields.${value}`) }))}
        />
      </FormSection>
      {!isReadOnly && <SaveBar form={form} />}
    </FormFrame>
  );
}
