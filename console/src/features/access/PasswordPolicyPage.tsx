import { FormSection } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { policyQuery, readPolicy, savePolicy } from "./own-queries";
import { type PolicyValues, requestOf, valuesOf } from "./policy-values";

/** The organization's own rules for passwords and second factors. */
export default function PasswordPolicyPage() {
  const { t } = useTranslation("access");
  const organizationId = useOrganizationId();
  const policy = useQuery(policyQuery(organizationId)).data;
  return (
    <PageFrame title={t("policy.title")} description={t("policy.description")}>
      {policy && (
        <PolicyForm
          organizationId={organizationId}
          initial={valuesOf(policy.value)}
          etag={policy.etag}
        />
      )}
    </PageFrame>
  );
}

interface Props {
  readonly organizationId: string;
  readonly initial: PolicyValues;
  readonly etag: string;
}

function PolicyForm({ organizationId, initial, etag }: Props) {
  const { t } = useTranslation("access");
  const queries = useQueryClient();
  const form = useForm({
    initial,
    etag,
    save: (values, context) => savePolicy(organizationId, requestOf(values), context.etag),
    reload: async () => {
      const now = await readPolicy(organizationId);
      return { values: valuesOf(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("policy.saved") });
      void queries.invalidateQueries({ queryKey: ["password-policy", organizationId] });
    },
  });
  const off = t("policy.offHelp");
  return (
    <FormFrame form={form} aria-label={t("policy.title")}>
      <FormSection title={t("policy.length")} titleElement="h2">
        <TextField name="rules.length.minimum" label={t("policy.minimum")} type="number" />
        <TextField
          name="rules.length.minimumWithSecondFactor"
          label={t("policy.minimumWithSecondFactor")}
          type="number"
        />
        <TextField name="rules.length.maximum" label={t("policy.maximum")} type="number" />
      </FormSection>
      <FormSection title={t("policy.composition")} titleElement="h2">
        {(["upperCase", "lowerCase", "digits", "special", "longestRun"] as const).map((sort) => (
          <TextField
            key={sort}
            name={`rules.composition.${sort}`}
            label={t(`policy.${sort}`)}
            help={off}
            type="number"
          />
        ))}
        <CheckField name="rules.composition.whiteSpace" label={t("policy.whiteSpace")} />
        <CheckField
          name="rules.composition.differentFromUserName"
          label={t("policy.differentFromUserName")}
        />
        <TextField
          name="rules.forbiddenWords"
          label={t("policy.forbiddenWords")}
          help={t("policy.forbiddenWordsHelp")}
          lines={4}
        />
      </FormSection>
      <FormSection title={t("policy.reuse")} titleElement="h2">
        <TextField
          name="rules.reuse.lastPasswords"
          label={t("policy.lastPasswords")}
          help={off}
          type="number"
        />
        <TextField name="rules.reuse.months" label={t("policy.months")} help={off} type="number" />
      </FormSection>
      <FormSection title={t("policy.expiry")} titleElement="h2">
        <TextField name="rules.expiry.days" label={t("policy.days")} help={off} type="number" />
        <TextField
          name="rules.expiry.warningDays"
          label={t("policy.warningDays")}
          help={t("policy.warningDaysHelp")}
        />
      </FormSection>
      <FormSection title={t("policy.existing")} titleElement="h2">
        <CheckField name="rules.existingExempt" label={t("policy.existingExempt")} />
        <CheckField name="rules.changesDisabled" label={t("policy.changesDisabled")} />
        <CheckField name="secondFactorRequired" label={t("policy.secondFactorRequired")} />
      </FormSection>
      <SaveBar form={form} />
    </FormFrame>
  );
}
