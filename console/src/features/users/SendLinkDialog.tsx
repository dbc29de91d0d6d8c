import { Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useActKey } from "@shared/forms/use-act-key";
import { toast } from "@shared/ui/toasts";
import { useTranslation } from "react-i18next";
import { sendPasswordLink, type User } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly user: User;
  readonly onClose: () => void;
}

/** Mails a user a link with which he sets his password himself. */
export function SendLinkDialog({ organizationId, user, onClose }: Props) {
  const { t } = useTranslation("users");
  const keyFor = useActKey();
  const address = user.profile.recoveryAddress || user.address;
  return (
    <ConfirmDialog
      title={t("link.title", { name: user.profile.displayName ?? user.account })}
      confirm={t("link.verb")}
      onConfirm={async () => {
        await sendPasswordLink(organizationId, user.id, keyFor());
        toast({ variant: "success", title: t("link.done", { address }) });
      }}
      onClose={onClose}
    >
      <Content component="p">{t("link.body", { address })}</Content>
    </ConfirmDialog>
  );
}
