import { Alert, Label, type LabelProps } from "@patternfly/react-core";
import PendingIcon from "@patternfly/react-icons/dist/esm/icons/pending-icon";
import { useCan } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { useTable } from "@shared/table/use-table";
import { Account } from "@shared/ui/Account";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { MailDialog } from "./MailDialog";
import {
  type OutboxMail,
  type OutboxQuery,
  outboxCountQuery,
  outboxQuery,
  resend,
} from "./queries";
import { useReason } from "./reasons";
import { relayRoute } from "./routes";

const STATES = ["HELD", "QUEUED", "SENDING", "SENT", "FAILED", "UNKNOWN"] as const;
const LOOKS: Record<OutboxMail["state"], LabelProps> = {
  HELD: { status: "warning" },
  QUEUED: { icon: <PendingIcon /> },
  SENDING: { color: "blue" },
  SENT: { status: "success" },
  FAILED: { status: "danger" },
  UNKNOWN: { status: "warning" },
};
const RESENDABLE = new Set<OutboxMail["state"]>(["QUEUED", "FAILED", "UNKNOWN"]);

export default function OutboxPage() {
  const { t } = useTranslation("notifications");
  const can = useCan();
  const queries = useQueryClient();
  const reasonOf = useReason();
  const [open, setOpen] = useState<OutboxMail>();
  const table = useTable<OutboxMail, OutboxQuery>({
    name: "outbox",
    columns: [
      {
        name: "to",
        label: t("outbox.to"),
        isRowName: true,
        cell: (mail) => <Account name={mail.to} />,
      },
      { name: "subject", label: t("outbox.subject"), cell: (mail) => mail.subject },
      {
        name: "state",
        label: t("outbox.state"),
        isNarrow: true,
        cell: (mail) => (
          <Label isCompact {...LOOKS[mail.state]}>
            {t(`outbox.states.${mail.state}`)}
          </Label>
        ),
      },
      { name: "reason", label: t("outbox.reason"), cell: (mail) => reasonOf(mail.reason) },
      {
        name: "createdAt",
        label: t("outbox.createdAt"),
        isNarrow: true,
        cell: (mail) => <Time of={mail.createdAt} />,
      },
      {
        name: "sentAt",
        label: t("outbox.sentAt"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: (mail) => <Time of={mail.sentAt} none={t("outbox.notSent")} />,
      },
      {
        name: "attempts",
        label: t("outbox.attempts"),
        isNarrow: true,
        isShownAtFirst: false,
        cell: (mail) => mail.attempts,
      },
    ],
    filters: [
      {
        kind: "choice",
        name: "state",
        label: t("outbox.state"),
        options: STATES.map((value) => ({ value, label: t(`outbox.states.${value}`) })),
      },
    ],
  });
  const rows = useQuery(outboxQuery(table.query));
  const count = useQuery(outboxCountQuery(table.filter)).data?.count;
  const held = useQuery(outboxCountQuery({ state: "HELD" })).data?.count ?? 0;
  const sendAgain = async (mail: OutboxMail) => {
    try {
      await resend(mail.id);
      toast({ variant: "success", title: t("outbox.resent", { to: mail.to }) });
    } catch (error) {
      toast({ variant: "danger", title: error instanceof Error ? error.message : String(error) });
    }
    await queries.invalidateQueries({ queryKey: ["outbox"] });
  };
  return (
    <PageFrame title={t("outbox.title")} description={t("outbox.description")}>
      {held > 0 && (
        <Alert
          variant="warning"
          isInline
          component="p"
          className="muster-above"
          title={t("outbox.held.title", { count: held })}
          {...(can("instance:settings")
            ? { actionLinks: <Link to={relayRoute.to()}>{t("outbox.held.link")}</Link> }
            : {})}
        >
          {t("outbox.held.body")}
        </Alert>
      )}
      <ListTable
        table={table}
        label={t("outbox.title")}
        rows={rows}
        count={count}
        rowId={(mail) => mail.id}
        rowName={(mail) => t("outbox.rowName", { to: mail.to, subject: mail.subject })}
        rowActions={(mail) => [
          { label: t("outbox.read"), onSelect: () => setOpen(mail), isDisabled: !mail.readable },
          {
            label: t("outbox.resend"),
            onSelect: () => void sendAgain(mail),
            isDisabled: !mail.readable || !RESENDABLE.has(mail.state),
          },
        ]}
        empty={{ title: t("outbox.none.title"), body: t("outbox.none.body") }}
      />
      {open !== undefined && <MailDialog mail={open} onClose={() => setOpen(undefined)} />}
    </PageFrame>
  );
}
