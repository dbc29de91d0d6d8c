import { Label, type LabelProps } from "@patternfly/react-core";
import PendingIcon from "@patternfly/react-icons/dist/esm/icons/pending-icon";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useCan, useOrganizationId } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { Account } from "@shared/ui/Account";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  giveMailUp,
  type QueuedMail,
  type QueueQuery,
  queueCountQuery,
  queueQuery,
  retryMail,
} from "./mail-queue";

const STATES = ["QUEUED", "SENDING", "SENT", "FAILED"] as const;
const LOOKS: Record<QueuedMail["state"], LabelProps> = {
  QUEUED: { icon: <PendingIcon /> },
  SENDING: { color: "blue" },
  SENT: { status: "success" },
  FAILED: { status: "danger" },
};

/** Mail of the organization's users that leaves for other servers. */
export default function MailQueuePage() {
  const { t } = useTranslation("mailboxes");
  const organizationId = useOrganizationId();
  const can = useCan();
  const queries = useQueryClient();
  const [given, setGiven] = useState<QueuedMail>();
  const table = useQueueTable();
  const rows = useQuery(queueQuery(organizationId, table.query));
  const count = useQuery(queueCountQuery(organizationId, table.filter)).data?.count;
  const refresh = () => queries.invalidateQueries({ queryKey: ["mail-queue", organizationId] });
  const retry = async (mail: QueuedMail) => {
    try {
      await retryMail(organizationId, mail.id);
      toast({ variant: "success", title: t("queue.retried", { to: mail.recipient }) });
    } catch (error) {
      toast({ variant: "danger", title: error instanceof Error ? error.message : String(error) });
    }
    await refresh();
  };
  const giveUp = async (mail: QueuedMail) => {
    await giveMailUp(organizationId, mail.id);
    toast({ variant: "success", title: t("queue.givenUp", { to: mail.recipient }) });
    await refresh();
  };
  return (
    <PageFrame title={t("queue.title")} description={t("queue.about")}>
      <ListTable
        table={table}
        label={t("queue.title")}
        rows={rows}
        count={count}
        rowId={({ id }) => id}
        rowName={({ sender, recipient }) => t("queue.rowName", { from: sender, to: recipient })}
        rowActions={(mail) =>
          can("mail-queue:manage")
            ? [
                {
                  label: t("queue.retry"),
                  onSelect: () => void retry(mail),
                  isDisabled: mail.state !== "QUEUED",
                },
                {
                  label: t("queue.giveUp.verb"),
                  onSelect: () => setGiven(mail),
                  isDisabled: mail.state !== "QUEUED",
                },
              ]
            : []
        }
        empty={{ title: t("queue.none.title"), body: t("queue.none.body") }}
      />
      {given !== undefined && (
        <ConfirmDialog
          title={t("queue.giveUp.title", { to: given.recipient })}
          confirm={t("queue.giveUp.verb")}
          onConfirm={() => giveUp(given)}
          onClose={() => setGiven(undefined)}
        >
          {t("queue.giveUp.body", { from: given.sender })}
        </ConfirmDialog>
      )}
    </PageFrame>
  );
}

function useQueueTable() {
  const { t } = useTranslation("mailboxes");
  return useTable<QueuedMail, QueueQuery>({
    name: "mail-queue",
    columns: [
      {
        name: "recipient",
        label: t("queue.to"),
        isRowName: true,
        cell: ({ recipient }) => <Account name={recipient} />,
      },
      { name: "sender", label: t("queue.from"), cell: ({ sender }) => <Account name={sender} /> },
      {
        name: "state",
        label: t("queue.state"),
        isNarrow: true,
        cell: ({ state }) => (
          <Label isCompact {...LOOKS[state]}>
            {t(`queue.states.${state}`)}
          </Label>
        ),
      },
      { name: "answer", label: t("queue.answer"), cell: ({ answer }) => answer },
      {
        name: "nextAttemptAt",
        label: t("queue.next"),
        isNarrow: true,
        cell: ({ nextAttemptAt }) => <Time of={nextAttemptAt} none={t("queue.noNext")} />,
      },
      {
        name: "attempts",
        label: t("queue.attempts"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: ({ attempts }) => attempts,
      },
      {
        name: "createdAt",
        label: t("queue.createdAt"),
        isNarrow: true,
        cell: ({ createdAt }) => <Time of={createdAt} />,
      },
      {
        name: "settledAt",
        label: t("queue.settledAt"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: ({ settledAt }) => <Time of={settledAt} none={t("queue.notSettled")} />,
      },
    ],
    filters: [
      {
        kind: "choice",
        name: "state",
        label: t("queue.state"),
        options: STATES.map((value) => ({ value, label: t(`queue.states.${value}`) })),
      },
    ],
  });
}
