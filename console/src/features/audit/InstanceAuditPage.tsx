import { useTranslation } from "react-i18next";
import { AuditLog } from "./AuditLog";

/** What belongs to no organization: settings of the instance, its administrators, sign-in by unknown names. */
export default function InstanceAuditPage() {
  const { t } = useTranslation("audit");
  return (
    <AuditLog log={undefined} title={t("instance.title")} description={t("instance.description")} />
  );
}
