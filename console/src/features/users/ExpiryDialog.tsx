import { FormDialog } from "@shared/forms/FormDialog";
import { useForm } from "@shared/forms/use-form";
import { useFormat } from "@shared/ui/format";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dayOf, ExpiryFields, useExpiryCheck } from "./ExpiryFields";
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
    initial: { ends: user.expiresOn === null ? "NEVER" : "ON", expiresOn: user.expiresOn ?? "" },
    check: useExpiryCheck(),
    save: (wish) => setExpiry(organizationId, user.id, dayOf(wish)),
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
      <ExpiryFields ends={form.values.ends} />
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
    // Nothing is chosen at first: neither end may come to many by a mere click on the button.
    initial: { ends: "", expiresOn: "" },
    check: useExpiryCheck(),
    save: (wish, { idempotencyKey }) =>
      setExpiryOfMany(organizationId, selection, dayOf(wish), idempotencyKey),
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
      <ExpiryFields ends={form.values.ends} />
    </FormDialog>
  );
}
