import { spelled } from "@shared/audit/changes";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "./queries";

/** An entry in words. What has none of its own keeps its code. */
export interface Words {
  action(entry: Pick<AuditEntry, "action">): string;
  actor(entry: AuditEntry): string;
  subject(entry: AuditEntry): string;
  subjectType(type: string): string;
  channel(entry: AuditEntry): string;
  field(name: string): string;
}

export function useWords(): Words {
  const { t } = useTranslation("audit");
  const jobs = useTranslation("jobs");
  const actor = ({ actorName, channel, impersonatedName }: AuditEntry) =>
    channel === "SYSTEM"
      ? t("actor.system")
      : actorName === ""
        ? t("actor.nobody")
        : impersonatedName
          ? t("actor.impersonating", { actor: actorName, user: impersonatedName })
          : actorName;
  return {
    action: ({ action }) => t(`actions.${action}`, { defaultValue: action }),
    actor,
    subject: ({ subjectName, subjectType }) =>
      subjectName === ""
        ? t(`types.${subjectType}`, { defaultValue: subjectType })
        : subjectType === "job"
          ? jobs.t(`kind.${subjectName.replaceAll(".", "-")}`, { defaultValue: subjectName })
          : subjectName,
    subjectType: (type) => t(`types.${type}`, { defaultValue: type }),
    channel: ({ channel }) => t(`channels.${channel}`, { defaultValue: channel }),
    field: (name) => t(`fields.${name}`, { defaultValue: spelled(name) }),
  };
}
