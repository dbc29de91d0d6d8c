import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  activateDomain,
  type Domain,
  deactivateDomain,
  deleteDomain,
  domainsQuery,
} from "./queries";

export type DomainAct = "activate" | "deactivate" | "delete";

interface Props {
  readonly organizationId: string;
  readonly domain: Domain;
  readonly act: DomainAct;
  readonly onClose: () => void;
}

/** Says what becomes of the domain's users before it is done. */
export function DomainActDialog({ organizationId, domain, act, onClose }: Props) {
  const { t } = useTranslation("domains");
  const queries = useQueryClient();
  const name = domain.displayName;
  const perform = async () => {
    if (act === "activate") {
      await activateDomain(organizationId, domain.id);
    } else if (act === "deactivate") {
      await deactivateDomain(organizationId, domain.id);
    } else {
      await deleteDomain(organizationId, domain);
    }
    toast({ variant: "success", title: t(`${act}.done`, { name }) });
    await queries.invalidateQueries({ queryKey: domainsQuery(organizationId).queryKey });
  };
  return (
    <ConfirmDialog
      title={t(`${act}.title`, { name })}
      confirm={t(`${act}.verb`)}
      isDanger={act === "delete"}
      {...(act === "delete" ? { typed: name } : {})}
      onConfirm={perform}
      onClose={onClose}
    >
      {t(`${act}.body`)}
    </ConfirmDialog>
  );
}
