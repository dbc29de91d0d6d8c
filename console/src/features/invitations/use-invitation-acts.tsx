import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useCan } from "@shared/session/me";
import type { RowAction } from "@shared/table/types";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { actOnInvitation, type Invitation } from "./queries";

interface Asked {
  readonly act: "resend" | "revoke";
  readonly invitation: Invitation;
}

interface Acts {
  readonly of: (invitation: Invitation) => RowAction[];
  readonly dialog: ReactNode;
}

/** What can be done with an invitation that nobody answered, asked for in a dialog. */
export function useInvitationActs(organizationId: string): Acts {
  const { t } = useTranslation("invitations");
  const can = useCan();
  const queries = useQueryClient();
  const [asked, ask] = useState<Asked>();
  const of = (invitation: Invitation): RowAction[] =>
    (invitation.state === "PENDING" || invitation.state === "EXPIRED") && can("users:invite")
      ? [
          { label: t("resend.verb"), onSelect: () => ask({ act: "resend", invitation }) },
          {
            label: t("revoke.verb"),
            isDanger: true,
            onSelect: () => ask({ act: "revoke", invitation }),
          },
        ]
      : [];
  const dialog = asked !== undefined && (
    <ConfirmDialog
      title={t(`${asked.act}.title`, { address: asked.invitation.address })}
      confirm={t(`${asked.act}.verb`)}
      isDanger={asked.act === "revoke"}
      onConfirm={async () => {
        await actOnInvitation(organizationId, asked.invitation.id, asked.act);
        toast({
          variant: "success",
          title: t(`${asked.act}.done`, { address: asked.invitation.address }),
        });
        await queries.invalidateQueries({ queryKey: ["invitations", organizationId] });
      }}
      onClose={() => ask(undefined)}
    >
      {t(`${asked.act}.body`)}
    </ConfirmDialog>
  );
  return { of, dialog };
}
