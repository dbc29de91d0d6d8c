import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { useForm } from "@shared/forms/use-form";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  readRegistrationSettings,
  registrationSettingsQuery,
  saveRegistrationSettings,
} from "./queries";

/** Whether people make accounts by themselves, for system administrators. */
export default function RegistrationSettingsPage() {
  const { t } = useTranslation("invitations");
  const settings = useQuery(registrationSettingsQuery);
  return (
    <PageFrame title={t("selfRegistration.title")} description={t("selfRegistration.description")}>
      {settings.isError && settings.data === undefined && (
        <RowsFailed error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data !== undefined && <SettingsForm {...settings.data} />}
    </PageFrame>
  );
}

interface Props {
  readonly values: { open: boolean };
  readonly etag: string;
}

function SettingsForm({ values, etag }: Props) {
  const { t } = useTranslation("invitations");
  const queries = useQueryClient();
  const form = useForm({
    initial: values,
    etag,
    save: (wanted, context) => saveRegistrationSettings(wanted, context.etag),
    reload: () => readRegistrationSettings(),
    onSaved: () => {
      toast({ variant: "success", title: t("selfRegistration.saved") });
      void queries.invalidateQueries({ queryKey: ["registration-settings"] });
      void queries.invalidateQueries({ queryKey: ["registration-state"] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("selfRegistration.title")}>
      <CheckField
        name="open"
        label={t("selfRegistration.open")}
        help={t("selfRegistration.help")}
      />
      <SaveBar form={form} />
    </FormFrame>
  );
}
