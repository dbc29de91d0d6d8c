import { CheckField } from "@shared/forms/CheckField";
import { FormDialog } from "@shared/forms/FormDialog";
import { RadioField } from "@shared/forms/RadioField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useTranslation } from "react-i18next";
import { JobStarted } from "./JobStarted";
import { changeAliasesOfMany } from "./many-mailboxes";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

interface Props {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks which alias many get or lose, by a pattern, and starts the job: at first as a dry run. */
export function BulkAliasDialog({ organizationId, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const preview = useMeant(organizationId, selection);
  const count = preview.data?.count ?? 0;
  const form = useForm({
    initial: { way: "ADD", pattern: "", dryRun: true },
    check: ({ pattern }) => ({
      pattern: pattern.trim() === "" ? t("manyAliases.noPattern") : undefined,
    }),
    save: ({ way, pattern, dryRun }, { idempotencyKey }) =>
      changeAliasesOfMany(
        organizationId,
        selection,
        { way: way === "REMOVE" ? "REMOVE" : "ADD", pattern, dryRun },
        idempotencyKey,
      ),
    onSaved: ({ jobId }) => {
      toast({
        variant: "info",
        title: t("acts.started", { count }),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
      // After a dry run the same users are still meant.
      if (!form.values.dryRun) {
        onDone();
      }
      onClose();
    },
  });
  if (preview.data === undefined) {
    return preview.isError ? <NotMeant error={preview.error} onClose={onClose} /> : null;
  }
  const { samples } = preview.data;
  return (
    <FormDialog
      title={t("acts.askMany", { context: "change-aliases", count })}
      description={t("manyAliases.body")}
      save={
        form.values.dryRun ? t("manyAliases.try") : t("acts.verb", { context: "change-aliases" })
      }
      form={form}
      onClose={onClose}
    >
      {samples.length > 0 && <Samples samples={samples} />}
      <RadioField
        name="way"
        label={t("manyAliases.way")}
        isRequired
        options={[
          { value: "ADD", label: t("manyAliases.add") },
          { value: "REMOVE", label: t("manyAliases.remove") },
        ]}
      />
      <TextField
        name="pattern"
        label={t("manyAliases.pattern")}
        help={t("manyAliases.help")}
        placeholder="{first}.{last}@new.example"
        maxLength={254}
        isRequired
      />
      <CheckField
        name="dryRun"
        label={t("manyAliases.dryRun")}
        help={t("manyAliases.dryRunHelp")}
      />
    </FormDialog>
  );
}
