import { FormDialog } from "@shared/forms/FormDialog";
import { RadioField } from "@shared/forms/RadioField";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { octetsTyped } from "@shared/ui/octets";
import { toast } from "@shared/ui/toasts";
import { useTranslation } from "react-i18next";
import { JobStarted } from "./JobStarted";
import { type ServiceWish, setLimitOfMany, switchServicesOfMany } from "./many-mailboxes";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

interface Props {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks how large the mailboxes of many may become, and starts the job. */
export function BulkLimitDialog({ organizationId, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const preview = useMeant(organizationId, selection);
  const count = preview.data?.count ?? 0;
  const form = useForm({
    // Nothing is chosen at first: no limit may come to many by a mere click on the button.
    initial: { limit: "", size: "" },
    check: ({ limit, size }) => ({
      limit: limit === "" ? t("manyMailboxes.notChosen") : undefined,
      size: limit === "SIZE" && !(octetsOf(size) > 0) ? t("manyMailboxes.noSize") : undefined,
    }),
    save: ({ limit, size }, { idempotencyKey }) =>
      setLimitOfMany(
        organizationId,
        selection,
        limit === "DEFAULT" ? null : limit === "NONE" ? 0 : octetsOf(size),
        idempotencyKey,
      ),
    onSaved: useStarted(count, { organizationId, onClose, onDone }),
  });
  if (preview.data === undefined) {
    return preview.isError ? <NotMeant error={preview.error} onClose={onClose} /> : null;
  }
  const { samples } = preview.data;
  return (
    <FormDialog
      title={t("acts.askMany", { context: "set-mailbox-limit", count })}
      description={t("manyMailboxes.limitBody")}
      save={t("acts.verb", { context: "set-mailbox-limit" })}
      form={form}
      onClose={onClose}
    >
      {samples.length > 0 && <Samples samples={samples} />}
      <RadioField
        name="limit"
        label={t("manyMailboxes.limit")}
        isRequired
        options={[
          { value: "DEFAULT", label: t("manyMailboxes.default") },
          { value: "NONE", label: t("manyMailboxes.none") },
          { value: "SIZE", label: t("manyMailboxes.size") },
        ]}
      />
      {form.values.limit === "SIZE" && (
        <TextField name="size" label={t("manyMailboxes.octets")} inputMode="numeric" isRequired />
      )}
    </FormDialog>
  );
}

/** What isn't typed is no size. */
function octetsOf(size: string): number {
  return octetsTyped(size) ?? Number.NaN;
}

const SERVICES = ["IMAP", "SUBMISSION", "RECEPTION", "WEBMAIL"] as const;

/** Asks which services of many are on and off, and starts the job. */
export function BulkServicesDialog({ organizationId, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const preview = useMeant(organizationId, selection);
  const count = preview.data?.count ?? 0;
  const form = useForm({
    initial: { IMAP: "", SUBMISSION: "", RECEPTION: "", WEBMAIL: "" },
    check: (values) => ({
      IMAP: SERVICES.every((service) => values[service] === "")
        ? t("manyMailboxes.noService")
        : undefined,
    }),
    save: (values, { idempotencyKey }) =>
      switchServicesOfMany(organizationId, selection, wishOf(values), idempotencyKey),
    onSaved: useStarted(count, { organizationId, onClose, onDone }),
  });
  if (preview.data === undefined) {
    return preview.isError ? <NotMeant error={preview.error} onClose={onClose} /> : null;
  }
  const { samples } = preview.data;
  return (
    <FormDialog
      title={t("acts.askMany", { context: "switch-services", count })}
      description={t("manyMailboxes.servicesBody")}
      save={t("acts.verb", { context: "switch-services" })}
      form={form}
      onClose={onClose}
    >
      {samples.length > 0 && <Samples samples={samples} />}
      {SERVICES.map((service) => (
        <SelectField
          key={service}
          name={service}
          label={t(`manyMailboxes.${service}`)}
          none={t("manyMailboxes.keep")}
          options={[
            { value: "ON", label: t("manyMailboxes.on") },
            { value: "OFF", label: t("manyMailboxes.off") },
          ]}
        />
      ))}
    </FormDialog>
  );
}

function wishOf(values: Record<(typeof SERVICES)[number], string>): ServiceWish {
  const way = (service: (typeof SERVICES)[number]) =>
    values[service] === "" ? null : values[service] === "ON";
  return {
    imap: way("IMAP"),
    submission: way("SUBMISSION"),
    reception: way("RECEPTION"),
    webmail: way("WEBMAIL"),
  };
}

function useStarted(
  count: number,
  { organizationId, onClose, onDone }: Pick<Props, "organizationId" | "onClose" | "onDone">,
) {
  const { t } = useTranslation("users");
  return ({ jobId }: { readonly jobId: string }) => {
    toast({
      variant: "info",
      title: t("acts.started", { count }),
      body: <JobStarted organizationId={organizationId} jobId={jobId} />,
    });
    onDone();
    onClose();
  };
}
