import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useFormat } from "@shared/ui/format";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { setExpiry, setExpiryOfMany } from "./expiry";
import { JobStarted } from "./JobStarted";
import type { User, UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

interface Props {
  readonly organizationId: string;
  readonly user: User;
  readonly onClose: () => void;
}

/** Asks when the account of one user ends. */
export function ExpiryDialog({ organizationId, user, onClose }: Props) {
  const { t } = useTranslation("users");
  const { day } = useFormat();
  const queries = useQueryClient();
  const name = user.profile.displayName ?? user.account;
  const form = useForm({
    initial: { expiresOn: user.expiresOn ?? "" },
    save: ({ expiresOn }) => setExpiry(organizationId, user.id, expiresOn),
    onSaved: async ({ expiresOn }) => {
      toast({
        variant: "success",
        title:
          expiresOn === null
            ? t("expiry.doneNever", { name })
            : t("expiry.done", { name, date: day(expiresOn) }),
      });
      onClose();
      await queries.invalidateQueries({ queryKey: ["users", organizationId] });
    },
  });
  return (
    <FormDialog
      title={t("expiry.title", { name })}
      description={t("expiry.body")}
      save={t("shared:save")}
      form={form}
      onClose={onClose}
    >
      <ExpiryField />
    </FormDialog>
  );
}

interface BulkProps {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks when the accounts of many users end, and starts the job. */
export function BulkExpiryDialog({ organizationId, selection, onClose, onDone }: BulkProps) {
  const { t } = useTranslation("users");
  const preview = useMeant(organizationId, selection);
  const meant = preview.data;
  const count = meant?.count ?? 0;
  const form = useForm({
    initial: { expiresOn: "" },
    save: ({ expiresOn }, { idempotencyKey }) =>
      setExpiryOfMany(organizationId, selection, expiresOn, idempotencyKey),
    onSaved: ({ jobId }) => {
      toast({
        variant: "info",
        title: t("acts.started", { count }),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
      onDone();
      onClose();
    },
  });
  if (preview.isError && meant === undefined) {
    return <NotMeant error={preview.error} onClose={onClose} />;
  }
  if (meant === undefined) {
    return null;
  }
  return (
    <FormDialog
      title={t("acts.askMany", { context: "set-expiry", count })}
      description={t("expiry.body")}
      save={t("acts.verb", { context: "set-expiry" })}
      form={form}
      onClose={onClose}
    >
      {meant.samples.length > 0 && <Samples samples={meant.samples} />}
      <ExpiryField />
    </FormDialog>
  );
}

function ExpiryField() {
  const { t } = useTranslation("users");
  return (
    <TextField
      name="expiresOn"
      type="date"
      label={t("expiry.on")}
      help={t("expiry.onHelp")}
      hasFocusAtFirst
    />
  );
}
