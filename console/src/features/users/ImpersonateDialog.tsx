import { answer, api } from "@shared/api/client";
import { CheckField } from "@shared/forms/CheckField";
import { FormDialog } from "@shared/forms/FormDialog";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useTranslation } from "react-i18next";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
  readonly name: string;
  readonly onClose: () => void;
}

const LENGTHS = [15, 30, 60, 120] as const;

/** Goes into a user's account, in a tab of its own. */
export function ImpersonateDialog({ organizationId, userId, name, onClose }: Props) {
  const { t } = useTranslation("users");
  const form = useForm({
    initial: { reason: "", minutes: "30", allowChanges: false },
    check: ({ reason }) => (reason.trim() === "" ? { reason: t("impersonate.reasonMissing") } : {}),
    save: ({ reason, minutes, allowChanges }) =>
      answer(
        api.POST("/api/v1/organizations/{organizationId}/users/{userId}/actions/impersonate", {
          params: { path: { organizationId, userId } },
          body: { reason, allowChanges, minutes: Number(minutes) },
        }),
      ),
    onSaved: ({ path }) => {
      const tab = globalThis.open(path, "_blank");
      if (tab === null) {
        toast({
          variant: "warning",
          title: t("impersonate.blocked"),
          body: (
            <a href={path} target="_blank" rel="noopener noreferrer">
              {t("impersonate.open")}
            </a>
          ),
        });
      } else {
        tab.opener = null;
      }
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("impersonate.title", { name })}
      description={t("impersonate.body", { name })}
      save={t("impersonate.verb")}
      form={form}
      onClose={onClose}
    >
      <TextField
        name="reason"
        label={t("impersonate.reason")}
        help={t("impersonate.reasonHelp", { name })}
        maxLength={500}
        isRequired
        hasFocusAtFirst
      />
      <SelectField
        name="minutes"
        label={t("impersonate.minutes")}
        options={LENGTHS.map((count) => ({
          value: String(count),
          label: t("impersonate.forMinutes", { count }),
        }))}
      />
      <CheckField
        name="allowChanges"
        label={t("impersonate.allowChanges")}
        help={t("impersonate.allowChangesHelp")}
      />
    </FormDialog>
  );
}
