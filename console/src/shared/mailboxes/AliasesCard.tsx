import { Button, Content, List, ListItem } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { ActionCard } from "@shared/ui/ActionCard";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addAlias, aliasesQuery, removeAlias } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly mailboxId: string;
}

/** At which further addresses mail arrives. Nothing for a user who has no mailbox. */
export function AliasesCard({ organizationId, mailboxId }: Props) {
  const { t } = useTranslation("shared");
  const mayChange = useCan()("mailboxes:delivery");
  const [isAdding, setAdding] = useState(false);
  const [removed, remove] = useState<string>();
  const { data } = useQuery(aliasesQuery(organizationId, mailboxId));
  if (data === undefined) {
    return null;
  }
  return (
    <ActionCard
      title={t("aliases.title")}
      action={mayChange ? { label: t("aliases.add"), onAct: () => setAdding(true) } : undefined}
      dialogs={
        <>
          {isAdding && (
            <AddDialog
              organizationId={organizationId}
              mailboxId={mailboxId}
              onClose={() => setAdding(false)}
            />
          )}
          {removed !== undefined && (
            <RemoveDialog
              organizationId={organizationId}
              mailboxId={mailboxId}
              address={removed}
              onClose={() => remove(undefined)}
            />
          )}
        </>
      }
    >
      <Content component="p">{t("aliases.body")}</Content>
      {data.items.length === 0 ? (
        <Content component="p">{t("aliases.none")}</Content>
      ) : (
        <List isPlain isBordered aria-label={t("aliases.title")}>
          {data.items.map((address) => (
            <ListItem key={address}>
              {address}{" "}
              {mayChange && (
                <Button
                  variant="link"
                  isInline
                  aria-label={t("aliases.removeOne", { address })}
                  onClick={() => remove(address)}
                >
                  {t("aliases.remove")}
                </Button>
              )}
            </ListItem>
          ))}
        </List>
      )}
    </ActionCard>
  );
}

interface DialogProps extends Props {
  readonly onClose: () => void;
}

function AddDialog({ organizationId, mailboxId, onClose }: DialogProps) {
  const { t } = useTranslation("shared");
  const queries = useQueryClient();
  const form = useForm({
    initial: { address: "" },
    save: ({ address }) => addAlias(organizationId, mailboxId, address),
    onSaved: (_, { address }) => {
      toast({ variant: "success", title: t("aliases.added", { address: address.trim() }) });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("aliases.add")}
      description={t("aliases.addBody")}
      save={t("aliases.add")}
      form={form}
      onClose={onClose}
    >
      <TextField name="address" label={t("aliases.address")} type="email" hasFocusAtFirst />
    </FormDialog>
  );
}

function RemoveDialog({
  organizationId,
  mailboxId,
  address,
  onClose,
}: DialogProps & { readonly address: string }) {
  const { t } = useTranslation("shared");
  const queries = useQueryClient();
  const act = async () => {
    await removeAlias(organizationId, mailboxId, address);
    toast({ variant: "success", title: t("aliases.removed", { address }) });
    await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
  };
  return (
    <ConfirmDialog
      title={t("aliases.removeTitle", { address })}
      confirm={t("aliases.remove")}
      isDanger
      onConfirm={act}
      onClose={onClose}
    >
      {t("aliases.removeBody")}
    </ConfirmDialog>
  );
}
