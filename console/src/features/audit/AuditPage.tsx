import { useOrganizationId } from "@shared/session/me";
import { useTranslation } from "react-i18next";
import { AuditLog } from "./AuditLog";

/** Who changed what in the organization. */
export default function AuditPage() {
  const { t } = useTranslation("audit");
  const organizationId = useOrganizationId();
  return <AuditLog log={organizationId} title={t("title")} description={t("description")} />;
}
