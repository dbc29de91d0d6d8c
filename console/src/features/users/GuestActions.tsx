import { Button } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { removeGuest, type User } from "./queries";
import { usersRoute } from "./routes";

interface Props {
  readonly organizationId: string;
  readonly user: User;
}

/** What can be done with somebody whom another organization manages: to end his place here. */
export function GuestActions({ organizationId, user }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isAsking, ask] = useState(false);
  const name = user.profile.displayName ?? user.account;
  if (!can("grants:revoke")) {
    return null;
  }
  return (
    <>
      <Button variant="secondary" isDanger onClick={() => ask(true)}>
        {t("guest.remove")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("guest.removeTitle", { name })}
          confirm={t("guest.remove")}
          isDanger
          onConfirm={async () => {
            await removeGuest(organizationId, user.id);
            toast({ variant: "success", title: t("guest.removed", { name }) });
            await navigate(usersRoute.to({ organizationId }));
            await queries.invalidateQueries({ queryKey: ["users", organizationId] });
          }}
          onClose={() => ask(false)}
        >
          {t("guest.removeBody")}
        </ConfirmDialog>
      )}
    </>
  );
}
