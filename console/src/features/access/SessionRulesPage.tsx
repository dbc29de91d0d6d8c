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
import {
  readSessionRules,
  type SessionRuleValues,
  saveSessionRules,
  sessionRulesQuery,
} from "./session-rules";

/** The organization's own rules for the sessions of its users. */
export default function SessionRulesPage() {
  const { t } = useTranslation("access");
  const organizationId = useOrganizationId();
  const rules = useQuery(sessionRulesQuery(organizationId)).data;
  return (
    <PageFrame title={t("sessionRules.title")} description={t("sessionRules.description")}>
      {rules && <RulesForm organizationId={organizationId} {...rules} />}
    </PageFrame>
  );
}

interface Props {
  readonly organizationId: string;
  readonly values: SessionRuleValues;
  readonly etag: string;
}

function RulesForm({ organizationId, values, etag }: Props) {
  const { t } = useTranslation("access");
  const queries = useQueryClient();
  const form = useForm({
    initial: values,
    etag,
    save: (wanted, context) => saveSessionRules(organizationId, wanted, context.etag),
    reload: () => readSessionRules(organizationId),
    onSaved: () => {
      toast({ variant: "success", title: t("sessionRules.saved") });
      void queries.invalidateQueries({ queryKey: ["session-rules", organizationId] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("sessionRules.title")}>
      <FormSection title={t("sessionRules.sessions")} titleElement="h2">
        <TextField
          name="idleMinutes"
          label={t("sessionRules.idleMinutes")}
          help={t("sessionRules.idleHelp")}
          type="number"
          isRequired
        />
        <CheckField name="oneSession" label={t("sessionRules.oneSession")} />
        <CheckField name="oneAddress" label={t("sessionRules.oneAddress")} />
      </FormSection>
      <FormSection title={t("sessionRules.locks")} titleElement="h2">
        <TextField
          name="attempts"
          label={t("sessionRules.attempts")}
          help={t("sessionRules.attemptsHelp")}
          type="number"
          isRequired
        />
        <TextField
          name="lockMinutes"
          label={t("sessionRules.lockMinutes")}
          help={t("sessionRules.lockHelp")}
          type="number"
          isRequired
        />
      </FormSection>
      <FormSection title={t("sessionRules.networks")} titleElement="h2">
        <TextField
          name="allowed"
          label={t("sessionRules.allowed")}
          help={t("sessionRules.allowedHelp")}
          lines={4}
        />
        <TextField
          name="blocked"
          label={t("sessionRules.blocked")}
          help={t("sessionRules.blockedHelp")}
          lines={4}
        />
      </FormSection>
      <SaveBar form={form} />
    </FormFrame>
  );
}
