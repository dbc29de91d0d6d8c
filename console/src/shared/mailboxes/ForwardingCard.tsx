import {
  Content,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { DateTimeField } from "@shared/forms/DateTimeField";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { ActionCard } from "@shared/ui/ActionCard";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addressLines, onOneField } from "./address-lines";
import { type Forwarding, forwardingQuery, readForwarding, saveForwarding } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly mailboxId: string;
}

/** Where mail of a mailbox goes on to. Nothing for a user who has no mailbox. */
export function ForwardingCard({ organizationId, mailboxId }: Props) {
  const { t } = useTranslation("shared");
  const mayChange = useCan()("mailboxes:delivery");
  const [isChanging, setChanging] = useState(false);
  const found = useQuery(forwardingQuery(organizationId, mailboxId)).data;
  if (found === undefined) {
    return null;
  }
  const data = found.value;
  return (
    <ActionCard
      title={t("forwarding.title")}
      action={
        mayChange ? { label: t("forwarding.change"), onAct: () => setChanging(true) } : undefined
      }
      dialogs={
        isChanging && (
          <ChangeDialog
            organizationId={organizationId}
            mailboxId={mailboxId}
            forwarding={data}
            etag={found.etag}
            onClose={() => setChanging(false)}
          />
        )
      }
    >
      {data.targets.length === 0 ? (
        <Content component="p">{t("forwarding.none")}</Content>
      ) : (
        <Facts forwarding={data} />
      )}
    </ActionCard>
  );
}

/** What is said of the forwarding of a mailbox. */
function Facts({ forwarding }: { readonly forwarding: Forwarding }) {
  const { t } = useTranslation("shared");
  const facts = [
    {
      term: t("forwarding.state"),
      text: t(forwarding.active ? "forwarding.on" : "forwarding.off"),
    },
    { term: t("forwarding.to"), text: forwarding.targets.join(", ") },
    {
      term: t("forwarding.copy"),
      text: t(forwarding.keepCopy ? "forwarding.kept" : "forwarding.notKept"),
    },
    {
      term: t("forwarding.from"),
      text: <Time of={forwarding.from} none={t("forwarding.always")} />,
    },
    {
      term: t("forwarding.until"),
      text: <Time of={forwarding.until} none={t("forwarding.forEver")} />,
    },
  ];
  return (
    <DescriptionList isHorizontal isCompact aria-label={t("forwarding.title")}>
      {facts.map(({ term, text }) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{text}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

interface DialogProps extends Props {
  readonly forwarding: Forwarding;
  readonly etag: string;
  readonly onClose: () => void;
}

/** What is opened for the first time is meant to be switched on. */
function valuesOf({ active, targets, keepCopy, from, until }: Forwarding) {
  return {
    active: active || targets.length === 0,
    targets: targets.join("\n"),
    keepCopy,
    from,
    until,
  };
}

function ChangeDialog({ organizationId, mailboxId, forwarding, etag, onClose }: DialogProps) {
  const { t } = useTranslation("shared");
  const queries = useQueryClient();
  const form = useForm({
    initial: valuesOf(forwarding),
    etag,
    reload: async () => {
      const now = await readForwarding(organizationId, mailboxId);
      return { values: valuesOf(now.value), etag: now.etag };
    },
    save: async ({ targets, ...values }, context) => {
      const lines = addressLines(targets);
      const wish = { ...values, targets: lines };
      try {
        return await saveForwarding(organizationId, mailboxId, wish, context.etag);
      } catch (error) {
        throw onOneField(error, "targets", lines);
      }
    },
    onSaved: () => {
      toast({ variant: "success", title: t("forwarding.saved") });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("forwarding.title")}
      description={t("forwarding.body")}
      save={t("forwarding.save")}
      form={form}
      onClose={onClose}
    >
      <CheckField name="active" label={t("forwarding.active")} isSwitch />
      <TextField
        name="targets"
        label={t("forwarding.to")}
        help={t("forwarding.toHelp")}
        lines={4}
        hasFocusAtFirst
      />
      <CheckField
        name="keepCopy"
        label={t("forwarding.keepCopy")}
        help={t("forwarding.keepCopyHelp")}
      />
      <DateTimeField name="from" label={t("forwarding.fromNow")} />
      <DateTimeField name="until" label={t("forwarding.untilEver")} />
    </FormDialog>
  );
}
