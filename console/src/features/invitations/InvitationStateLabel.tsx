import { Label } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { Invitation } from "./queries";

const STATUS: Record<Invitation["state"], "info" | "success" | "warning" | "danger"> = {
  PENDING: "info",
  EXPIRED: "warning",
  ACCEPTED: "success",
  DECLINED: "danger",
  REVOKED: "warning",
  LEFT: "warning",
};

/** How an invitation stands, in a word and an icon. */
export function InvitationStateLabel({ state, unsent }: Pick<Invitation, "state" | "unsent">) {
  const { t } = useTranslation("invitations");
  return (
    <Label isCompact status={unsent ? "danger" : STATUS[state]}>
      {unsent ? t("unsentLabel") : t(`state.${state}`)}
    </Label>
  );
}
