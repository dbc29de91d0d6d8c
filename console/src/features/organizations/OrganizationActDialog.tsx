import { Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { actOnOrganization, type OrganizationAct } from "./queries";

interface Props {
  readonly act: OrganizationAct;
  readonly organization: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Says what a switch means for the people of the organization before it is done. */
export function OrganizationActDialog({ act, organization, onClose }: Props) {
  const { t } = useTranslation("organizations");
  const queries = useQueryClient();
  const { name } = organization;
  return (
    <ConfirmDialog
      title={t(`act.title.${act}`, { name })}
      confirm={t(`act.verb.${act}`)}
      isDanger={act === "switch-off" || act === "allow-unproved-domains"}
      onClose={onClose}
      onConfirm={async () => {
        await actOnOrganization(organization.id, act);
        toast({ variant: "success", title: t(`act.done.${act}`, { name }) });
        await Promise.all([
          queries.invalidateQueries({ queryKey: ["organizations"] }),
          queries.invalidateQueries({ queryKey: ["me"] }),
        ]);
      }}
    >
      <Content component="p">{t(`act.body.${act}`, { name })}</Content>
    </ConfirmDialog>
  );
}
