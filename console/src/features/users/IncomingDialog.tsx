import { Checkbox, Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { actOnOne } from "./acts";
import type { User } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: User;
  readonly onClose: () => void;
}

/** Says anew whether a disabled user still receives messages. */
export function IncomingDialog({ organizationId, user, onClose }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const id = useId();
  const [allowIncoming, setAllowIncoming] = useState(user.allowIncoming);
  const name = user.profile.displayName ?? user.account;
  return (
    <ConfirmDialog
      title={t("incoming.title", { name })}
      confirm={t("shared:save")}
      onConfirm={async () => {
        await actOnOne(organizationId, user.id, "disable", {
          allowIncoming,
          unitId: user.unitId,
          confirmation: "",
        });
        toast({ variant: "success", title: t("incoming.done") });
        await queries.invalidateQueries({ queryKey: ["users", organizationId] });
      }}
      onClose={onClose}
    >
      <Content component="p">{t("incoming.body", { name })}</Content>
      <Checkbox
        id={`${id}-incoming`}
        label={t("allowIncoming")}
        description={t("allowIncomingHelp")}
        isChecked={allowIncoming}
        onChange={(_, isOn) => setAllowIncoming(isOn)}
      />
    </ConfirmDialog>
  );
}
