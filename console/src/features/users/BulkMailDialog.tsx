import {
  Alert,
  Content,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Skeleton,
  Stack,
} from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { ProblemText } from "@shared/forms/ProblemText";
import { useActKey } from "@shared/forms/use-act-key";
import { places } from "@shared/routing/places";
import { toast } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { mailPreviewQuery, mailTemplatesQuery, mailToMany } from "./acts";
import { JobStarted } from "./JobStarted";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

/** Mails to more users than this are not sent with one click. */
const LARGE = 1_000;

/** The place in a mail that a password is made anew for. */
const PASSWORD = /\{\{\s*password\s*\}\}/;

interface Props {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks which mail goes to many users, shows it, and starts the job that sends it. */
export function BulkMailDialog({ organizationId, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const id = useId();
  const keyFor = useActKey();
  const preview = useMeant(organizationId, selection);
  const templates = useQuery(mailTemplatesQuery(organizationId));
  const [chosen, choose] = useState<string>();
  const kept = templates.data?.templates ?? [];
  const template = kept.find((one) => one.id === chosen) ?? kept[0];
  const meant = preview.data;
  if (meant === undefined || templates.data === undefined) {
    // What fails later, while the dialog is open, doesn't take away what was read.
    return preview.isError || templates.isError ? (
      <NotMeant error={preview.error ?? templates.error} onClose={onClose} />
    ) : null;
  }
  const { count } = meant;
  const title = t("acts.askMany", { context: "mail", count });
  if (template === undefined) {
    return (
      <ConfirmDialog title={title} confirm={t("acts.close")} onConfirm={onClose} onClose={onClose}>
        <Content component="p">{t("mail.noTemplate")}</Content>
        <Link to={places.mailTemplates.to({ organizationId })}>{t("mail.toTemplates")}</Link>
      </ConfirmDialog>
    );
  }
  const send = async () => {
    const { jobId } = await mailToMany(organizationId, selection, template.id, keyFor(template.id));
    toast({
      variant: "info",
      title: t("acts.started", { count }),
      body: <JobStarted organizationId={organizationId} jobId={jobId} />,
    });
    onDone();
  };
  return (
    <ConfirmDialog
      title={title}
      confirm={t("acts.verb", { context: "mail" })}
      {...(count > LARGE ? { typed: String(count) } : {})}
      onConfirm={send}
      onClose={onClose}
    >
      <Content component="p">{t("acts.effect", { context: "mail" })}</Content>
      {meant.samples.length > 0 && <Samples samples={meant.samples} />}
      <Stack hasGutter>
        <FormGroup label={t("mail.template")} fieldId={id}>
          <FormSelect id={id} value={template.id} onChange={(_, value) => choose(value)}>
            {kept.map((one) => (
              <FormSelectOption key={one.id} value={one.id} label={one.name} />
            ))}
          </FormSelect>
        </FormGroup>
        {PASSWORD.test(template.text) && (
          <Alert variant="warning" isInline component="p" title={t("mail.renewsPasswords")}>
            {t("mail.renewsPasswordsBody")}
          </Alert>
        )}
        <Shown organizationId={organizationId} subject={template.subject} text={template.text} />
      </Stack>
    </ConfirmDialog>
  );
}

interface ShownProps {
  readonly organizationId: string;
  readonly subject: string;
  readonly text: string;
}

/** The mail as whoever sends it would read it. */
function Shown({ organizationId, subject, text }: ShownProps) {
  const { t } = useTranslation("users");
  const shown = useQuery(mailPreviewQuery(organizationId, { subject, text }));
  if (shown.isError) {
    return (
      <Alert variant="danger" isInline component="p" title={<ProblemText error={shown.error} />} />
    );
  }
  return shown.data === undefined ? (
    <Skeleton screenreaderText={t("mail.loading")} />
  ) : (
    <Alert
      variant="info"
      isInline
      component="p"
      title={t("mail.asYou", { subject: shown.data.subject })}
    >
      <Content component="pre">{shown.data.text}</Content>
    </Alert>
  );
}
