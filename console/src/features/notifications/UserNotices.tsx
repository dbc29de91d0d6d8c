import { places } from "@shared/routing/places";
import { useMe } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { NoticeFrame } from "./NoticeFrame";
import type { Notice } from "./queries";

interface Props {
  readonly notice: Notice;
  readonly onClose: () => void;
}

/** What was planned for a user who leaves could not be done. */
export function OffboardingNotice({ notice, onClose }: Props) {
  const { t } = useTranslation("notifications");
  const navigate = useNavigate();
  const { facts, organizationId } = notice;
  const open = async () => {
    if (typeof organizationId === "string") {
      onClose();
      await navigate(places.user.to({ organizationId, userId: String(facts.userId) }));
    }
  };
  const failures = Array.isArray(facts.failures) ? facts.failures : [];
  return (
    <NoticeFrame
      notice={notice}
      title={t("notice.offboardingFailed", { user: String(facts.user) })}
      onOpen={open}
    >
      {failures.map(({ part, message }: { part: string; message: string }) => (
        <div key={part}>
          {t("notice.failure", { name: t(`notice.offboardingPart.${part}`), message })}
        </div>
      ))}
    </NoticeFrame>
  );
}

/** An account ends soon, or had to stay open. */
export function ExpiryNotice({ notice, onClose }: Props) {
  const { t } = useTranslation("notifications");
  const { day, number } = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const { facts, organizationId } = notice;
  const isOwn = facts.userId === me.user.id;
  const isMany = typeof facts.users === "number";
  const words = {
    user: String(facts.user),
    users: number(Number(facts.users)),
    date: day(String(facts.date)),
  };
  const open = async () => {
    if (typeof organizationId === "string" && !isOwn) {
      onClose();
      await navigate(
        isMany
          ? places.users.to({ organizationId }, { expiresBefore: dayAfter(String(facts.date)) })
          : places.user.to({ organizationId, userId: String(facts.userId) }),
      );
    }
  };
  const what = whatOfExpiry(notice.kind, isOwn, isMany);
  return (
    <NoticeFrame notice={notice} title={t(`notice.${what}`, words)} onOpen={open}>
      {what === "expiryRefused" ? String(facts.message) : t(`notice.${what}Body`)}
    </NoticeFrame>
  );
}

function whatOfExpiry(kind: string, isOwn: boolean, isMany: boolean) {
  if (kind === "users.expiry-refused") {
    return "expiryRefused";
  }
  if (isMany) {
    return "expiringMany";
  }
  return isOwn ? "expiringOwn" : "expiring";
}

function dayAfter(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
