import { Alert, Button, Content } from "@patternfly/react-core";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type MailTemplate, previewMail, saveTemplate, templatesKey } from "./mail-templates";

interface Props {
  readonly organizationId: string;
  /** What is edited; nothing for a new one. */
  readonly template: MailTemplate | undefined;
  readonly placeholders: readonly string[];
  readonly onClose: () => void;
}

/** The text box is high: what was asked for would appear below the dialog's edge. */
const intoView = (shown: Element | null) => shown?.scrollIntoView?.({ block: "nearest" });

const NOTHING = { name: "", subject: "", text: "" };

/** Writes a mail for users, and shows it as one of them would read it. */
export function MailTemplateDialog({ organizationId, template, placeholders, onClose }: Props) {
  const { t } = useTranslation("notifications");
  const queries = useQueryClient();
  const { name, subject, text } = template ?? NOTHING;
  const form = useForm({
    initial: { name, subject, text },
    check: (values) => ({
      name: values.name.trim() === "" ? t("templates.nameMissing") : undefined,
      subject: values.subject.trim() === "" ? t("templates.subjectMissing") : undefined,
      text: values.text.trim() === "" ? t("templates.textMissing") : undefined,
    }),
    save: (values, { idempotencyKey }) =>
      saveTemplate(organizationId, template, values, idempotencyKey),
    onSaved: (saved) => {
      toast({ variant: "success", title: t("templates.saved", { name: saved.name }) });
      void queries.invalidateQueries({ queryKey: templatesKey(organizationId) });
      onClose();
    },
  });
  const preview = useMutation({
    mutationFn: () =>
      previewMail(organizationId, { subject: form.values.subject, text: form.values.text }),
    onError: (error) => form.refuse(error),
  });
  const all = placeholders.map((one) => `{{${one}}}`).join(", ");
  return (
    <FormDialog
      title={
        template === undefined
          ? t("templates.createTitle")
          : t("templates.editTitle", { name: template.name })
      }
      description={t("templates.help", { all, interpolation: { escapeValue: false } })}
      save={t("templates.save")}
      form={form}
      onClose={onClose}
      size="medium"
    >
      <TextField
        name="name"
        label={t("templates.name")}
        isRequired
        maxLength={100}
        hasFocusAtFirst
      />
      <TextField name="subject" label={t("templates.subject")} isRequired maxLength={200} />
      <TextField name="text" label={t("templates.text")} isRequired maxLength={10_000} lines={10} />
      <div>
        <Button
          variant="secondary"
          isLoading={preview.isPending}
          isAriaDisabled={preview.isPending}
          onClick={() => preview.mutate()}
        >
          {t("templates.preview")}
        </Button>
      </div>
      {preview.data !== undefined && (
        <div ref={intoView} key={preview.submittedAt}>
          <Alert
            variant="info"
            isInline
            isLiveRegion
            component="p"
            title={t("templates.asYou", { subject: preview.data.subject })}
          >
            <Content component="pre">{preview.data.text}</Content>
          </Alert>
        </div>
      )}
    </FormDialog>
  );
}
