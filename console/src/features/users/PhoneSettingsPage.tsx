import { FormFrame } from "@shared/forms/FormFrame";
import { RadioField } from "@shared/forms/RadioField";
import { SaveBar } from "@shared/forms/SaveBar";
import { useForm } from "@shared/forms/use-form";
import { meQuery } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type PhoneSettings,
  phoneSettingsQuery,
  readPhoneSettings,
  savePhoneSettings,
} from "./queries";

const CHOICES = ["OPTIONAL", "REQUIRED", "OFF"] as const;

/** Whether people have phone numbers on this instance, for system administrators. */
export default function PhoneSettingsPage() {
  const { t } = useTranslation("users");
  const settings = useQuery(phoneSettingsQuery);
  return (
    <PageFrame title={t("phones.title")} description={t("phones.description")}>
      {settings.isError && settings.data === undefined && (
        <RowsFailed error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data !== undefined && <SettingsForm {...settings.data} />}
    </PageFrame>
  );
}

interface Props {
  readonly values: PhoneSettings;
  readonly etag: string;
}

function SettingsForm({ values, etag }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const form = useForm({
    initial: values,
    etag,
    save: (wanted, context) => savePhoneSettings(wanted, context.etag),
    reload: () => readPhoneSettings(),
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: phoneSettingsQuery.queryKey });
      // Forms and lists of users follow at once.
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("phones.title")}>
      <RadioField
        name="numbers"
        label={t("phones.label")}
        options={CHOICES.map((value) => ({
          value,
          label: t(`phones.${value}`),
          description: t(`phones.help.${value}`),
        }))}
      />
      <SaveBar form={form} />
    </FormFrame>
  );
}
