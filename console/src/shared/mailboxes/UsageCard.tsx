import {
  Content,
  Label,
  Progress,
  ProgressMeasureLocation,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import InProgressIcon from "@patternfly/react-icons/dist/esm/icons/in-progress-icon";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { ActionCard } from "@shared/ui/ActionCard";
import { useFormat } from "@shared/ui/format";
import {
  type Fullness,
  fullness,
  octetsTyped,
  share,
  typedMebibytes,
  useOctets,
} from "@shared/ui/octets";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { limitMailbox, type MailboxUsage, mailboxUsageQuery } from "./queries";

const VARIANTS = { over: "danger", nearly: "warning", fine: undefined } as const satisfies Record<
  Fullness,
  "danger" | "warning" | undefined
>;

interface Props {
  readonly organizationId: string;
  readonly mailboxId: string;
}

/** How full a mailbox is, as a whole and by folder. Nothing for a user who has none. */
export function UsageCard({ organizationId, mailboxId }: Props) {
  const { t } = useTranslation("shared");
  const can = useCan();
  const [isLimiting, setLimiting] = useState(false);
  const { data: usage } = useQuery(mailboxUsageQuery(organizationId, mailboxId));
  if (usage === undefined) {
    return null;
  }
  return (
    <ActionCard
      title={t("usage.title")}
      action={
        can("mailboxes:storage")
          ? { label: t("usage.limit"), onAct: () => setLimiting(true) }
          : undefined
      }
      dialogs={
        isLimiting && (
          <LimitDialog
            organizationId={organizationId}
            mailboxId={mailboxId}
            usage={usage}
            onClose={() => setLimiting(false)}
          />
        )
      }
    >
      <Figures usage={usage} />
    </ActionCard>
  );
}

/** How full one's own mailbox is; nothing to set. */
export function OwnUsageCard({ usage }: { readonly usage: MailboxUsage }) {
  const { t } = useTranslation("shared");
  return (
    <ActionCard title={t("usage.title")} action={undefined}>
      <Figures usage={usage} />
    </ActionCard>
  );
}

function Figures({ usage }: { readonly usage: MailboxUsage }) {
  const { t } = useTranslation("shared");
  const { number, percent } = useFormat();
  const octets = useOctets();
  const limit = usage.effectiveLimitOctets;
  const part = share(usage.octets, limit);
  const state = fullness(usage.octets, limit);
  const variant = VARIANTS[state];
  const total =
    part === undefined
      ? t("usage.unlimited", { used: octets(usage.octets) })
      : t("usage.ofLimit", { used: octets(usage.octets), limit: octets(limit) });
  return (
    <Stack hasGutter>
      <StackItem>
        {part === undefined ? (
          <Content component="p">{total}</Content>
        ) : (
          <Progress
            title={total}
            value={Math.min(100, part * 100)}
            label={percent(part)}
            measureLocation={ProgressMeasureLocation.top}
            {...(variant === undefined ? {} : { variant })}
          />
        )}
      </StackItem>
      {usage.indexing !== "FOLLOWING" && (
        <StackItem>
          <Label color="blue" icon={<InProgressIcon />}>
            {t("usage.indexing", { context: usage.indexing })}
          </Label>
        </StackItem>
      )}
      {state !== "fine" && (
        <StackItem>
          <Content component="p">{t(`usage.${state}`)}</Content>
        </StackItem>
      )}
      {usage.folders
        .filter((folder) => folder.messages > 0)
        .map((folder) => (
          <StackItem key={folder.name}>
            <Progress
              title={folder.name}
              size="sm"
              value={usage.octets === 0 ? 0 : (folder.octets / usage.octets) * 100}
              label={t("usage.inFolder", {
                count: folder.messages,
                shown: number(folder.messages),
                used: octets(folder.octets),
              })}
              measureLocation={ProgressMeasureLocation.top}
            />
          </StackItem>
        ))}
    </Stack>
  );
}

interface DialogProps extends Props {
  readonly usage: MailboxUsage;
  readonly onClose: () => void;
}

function LimitDialog({ organizationId, mailboxId, usage, onClose }: DialogProps) {
  const { t } = useTranslation("shared");
  const queries = useQueryClient();
  const form = useForm({
    initial: { limitOctets: typedMebibytes(usage.limitOctets) },
    check: ({ limitOctets }) => ({
      limitOctets: Number.isNaN(octetsTyped(limitOctets)) ? t("usage.noSize") : undefined,
    }),
    save: ({ limitOctets }) => limitMailbox(organizationId, mailboxId, octetsTyped(limitOctets)),
    onSaved: () => {
      toast({ variant: "success", title: t("usage.saved") });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("usage.limit")}
      description={t("usage.limitBody")}
      save={t("usage.save")}
      form={form}
      onClose={onClose}
    >
      <TextField
        name="limitOctets"
        label={t("usage.limitMebibytes")}
        help={t("usage.limitHelp")}
        inputMode="numeric"
        hasFocusAtFirst
      />
    </FormDialog>
  );
}
