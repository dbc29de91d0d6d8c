import { Progress, ProgressMeasureLocation, ProgressSize } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { NoticeFrame } from "./NoticeFrame";
import { type Notice, runningJobQuery } from "./queries";
import { ExpiryNotice, OffboardingNotice } from "./UserNotices";

interface Props {
  readonly notice: Notice;
  /** Whether another notice already tells how the job ended. */
  readonly hasEnded: boolean;
  readonly onClose: () => void;
}

/** What somebody did to one's account. */
const OF_ACCOUNT = new Set([
  "users.rights-changed",
  "users.disabled",
  "users.enabled",
  "users.removed",
]);

/** One notice; choosing it marks it as read and opens what it tells of. */
export function NoticeItem({ notice, hasEnded, onClose }: Props) {
  if (notice.kind === "mailboxes.filling") {
    return <FillingNotice notice={notice} />;
  }
  if (OF_ACCOUNT.has(notice.kind)) {
    return <AccountNotice notice={notice} />;
  }
  if (notice.kind.startsWith("invitations.")) {
    return <InvitationNotice notice={notice} onClose={onClose} />;
  }
  if (notice.kind.startsWith("domains.")) {
    return <DomainNotice notice={notice} onClose={onClose} />;
  }
  if (notice.kind === "users.expiring" || notice.kind === "users.expiry-refused") {
    return <ExpiryNotice notice={notice} onClose={onClose} />;
  }
  if (notice.kind === "directories.sync-stopped") {
    return <SyncNotice notice={notice} onClose={onClose} />;
  }
  if (notice.kind === "users.offboarding-failed") {
    return <OffboardingNotice notice={notice} onClose={onClose} />;
  }
  return <JobNotice notice={notice} hasEnded={hasEnded} onClose={onClose} />;
}

function SyncNotice({ notice, onClose }: Omit<Props, "hasEnded">) {
  const { t } = useTranslation("notifications");
  const navigate = useNavigate();
  const { facts, organizationId } = notice;
  const open = async () => {
    if (typeof organizationId === "string") {
      onClose();
      const directoryId = String(facts.directoryId);
      await navigate(places.directory.to({ organizationId, directoryId }));
    }
  };
  return (
    <NoticeFrame
      notice={notice}
      title={t("notice.syncStopped", { directory: String(facts.directory) })}
      onOpen={open}
    >
      {t("notice.syncStoppedBody")}
    </NoticeFrame>
  );
}

function DomainNotice({ notice, onClose }: Omit<Props, "hasEnded">) {
  const { t } = useTranslation("notifications");
  const navigate = useNavigate();
  const { organizationId } = notice;
  const what = notice.kind.slice("domains.".length);
  const open = async () => {
    if (typeof organizationId === "string") {
      onClose();
      await navigate(places.domains.to({ organizationId }));
    }
  };
  return (
    <NoticeFrame
      notice={notice}
      title={t(`notice.domain.${what}`, { domain: String(notice.facts.domain) })}
      onOpen={open}
    >
      {t(`notice.domain.${what}Body`)}
    </NoticeFrame>
  );
}

function InvitationNotice({ notice, onClose }: Pick<Props, "notice" | "onClose">) {
  const { t } = useTranslation("notifications");
  const navigate = useNavigate();
  const { facts, organizationId } = notice;
  const words = {
    who: String(facts.who),
    by: String(facts.by),
    organization: String(facts.organization),
  };
  const isInvited = notice.kind === "invitations.invited";
  const open = async () => {
    onClose();
    await navigate(
      isInvited || typeof organizationId !== "string"
        ? places.ownInvitations.to()
        : places.invitations.to({ organizationId }),
    );
  };
  const what = isInvited ? "invited" : toInviter(notice);
  return (
    <NoticeFrame notice={notice} title={t(`notice.${what}`, words)} onOpen={open}>
      {(what === "invited" || what === "unsent") && t(`notice.${what}Body`, words)}
    </NoticeFrame>
  );
}

function FillingNotice({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation("notifications");
  const { number } = useFormat();
  const { mailbox, percent } = notice.facts;
  return (
    <NoticeFrame
      notice={notice}
      title={t("notice.filling", {
        mailbox: String(mailbox),
        percent: number(Number(percent)),
      })}
    >
      {t(notice.severity === "DANGER" ? "notice.fullBody" : "notice.fillingBody")}
    </NoticeFrame>
  );
}

function JobNotice({ notice, hasEnded, onClose }: Props) {
  const { t } = useTranslation(["notifications", "jobs"]);
  const { number } = useFormat();
  const navigate = useNavigate();
  const { facts } = notice;
  const job = t(`jobs:kind.${String(facts.job).replaceAll(".", "-")}`, {
    defaultValue: String(facts.job),
  });
  const isEnd = notice.kind === "jobs.ended";
  const open = async () => {
    if (typeof notice.organizationId === "string") {
      onClose();
      await navigate(
        places.job.to({ organizationId: notice.organizationId, jobId: String(facts.jobId) }),
      );
    }
  };
  const of = (name: string) => number(Number(facts[name] ?? 0));
  return (
    <NoticeFrame
      notice={notice}
      title={
        isEnd
          ? t("notice.ended", { job, state: t(`jobs:state.${String(facts.state)}`) })
          : t("notice.started", { job })
      }
      onOpen={open}
    >
      {isEnd
        ? t("notice.counts", { done: of("done"), skipped: of("skipped"), failed: of("failed") })
        : t("notice.by", { by: String(facts.by), total: of("total") })}
      {failuresIn(facts).map(({ name, message }) => (
        <div key={name}>{t("notice.failure", { name, message })}</div>
      ))}
      {!isEnd && !hasEnded && typeof notice.organizationId === "string" && (
        <RunningJob organizationId={notice.organizationId} jobId={String(facts.jobId)} name={job} />
      )}
    </NoticeFrame>
  );
}

/** The first items that could not be done, as the server tells them. */
function failuresIn({ failures }: Notice["facts"]): readonly { name: string; message: string }[] {
  return Array.isArray(failures) ? failures : [];
}

interface RunningProps {
  readonly organizationId: string;
  readonly jobId: string;
  readonly name: string;
}

function RunningJob({ organizationId, jobId, name }: RunningProps) {
  const { t } = useTranslation("notifications");
  const { number } = useFormat();
  const job = useQuery(runningJobQuery(organizationId, jobId)).data;
  if (job === undefined || (job.state !== "RUNNING" && job.state !== "QUEUED")) {
    return null;
  }
  const handled = job.done + job.skipped + job.failed;
  const total = job.total ?? handled;
  const words = t("notice.progress", { handled: number(handled), total: number(total) });
  return (
    <Progress
      value={total === 0 ? 0 : (100 * handled) / total}
      size={ProgressSize.sm}
      measureLocation={ProgressMeasureLocation.outside}
      label={words}
      valueText={words}
      aria-label={name}
    />
  );
}

function AccountNotice({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation("notifications");
  const what = notice.kind.slice("users.".length);
  const words = { organization: String(notice.facts.organization), by: String(notice.facts.by) };
  return (
    <NoticeFrame notice={notice} title={t(`notice.account.${what}`, words)}>
      {t(`notice.account.${what}Body`, words)}
    </NoticeFrame>
  );
}

function toInviter({ kind, facts }: Notice): "unsent" | "accepted" | "declined" {
  if (kind === "invitations.unsent") {
    return "unsent";
  }
  return facts.accepted === true ? "accepted" : "declined";
}
