import { Alert, Form, FormGroup, Radio, TextInput } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { findMailboxAt } from "@shared/mailboxes/queries";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteMailbox, type Mailbox } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly mailbox: Mailbox;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Says what becomes of the messages, and wants the name typed. */
export function DeleteMailboxDialog({ organizationId, mailbox, onDeleted, onClose }: Props) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const id = useId();
  const [isMoved, setMoved] = useState(false);
  const [address, setAddress] = useState("");
  const act = async () => {
    const wanted = address.trim().toLowerCase();
    const target = isMoved ? await findMailboxAt(organizationId, wanted) : undefined;
    if (isMoved && (target === undefined || target.id === mailbox.id)) {
      throw new Error(t("delete.noTarget"));
    }
    await deleteMailbox(organizationId, mailbox.id, {
      confirmation: mailbox.name,
      transferTo: target?.id ?? null,
    });
    toast({ variant: "success", title: t("delete.done", { name: mailbox.name }) });
    onDeleted();
    queries.removeQueries({ queryKey: ["mailboxes", organizationId, "one", mailbox.id] });
    await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId, "list"] });
  };
  return (
    <ConfirmDialog
      title={t("delete.title", { name: mailbox.name })}
      confirm={t("delete.verb")}
      typed={mailbox.name}
      isDanger
      onConfirm={act}
      onClose={onClose}
    >
      <Alert
        variant={isMoved ? "info" : "warning"}
        isInline
        component="p"
        title={
          isMoved
            ? t("delete.moves", { count: mailbox.messages })
            : t("delete.ends", { count: mailbox.messages })
        }
      />
      <p>{t("delete.body", { address: mailbox.address })}</p>
      <Form onSubmit={(event) => event.preventDefault()}>
        <FormGroup role="radiogroup" label={t("delete.messages")}>
          <Radio
            id={`${id}-end`}
            name={id}
            label={t("delete.end")}
            isChecked={!isMoved}
            onChange={() => setMoved(false)}
          />
          <Radio
            id={`${id}-move`}
            name={id}
            label={t("delete.move")}
            isChecked={isMoved}
            onChange={() => setMoved(true)}
          />
        </FormGroup>
        {isMoved && (
          <FormGroup fieldId={`${id}-address`} label={t("delete.target")}>
            <TextInput
              id={`${id}-address`}
              type="email"
              value={address}
              onChange={(_, value) => setAddress(value)}
            />
          </FormGroup>
        )}
      </Form>
    </ConfirmDialog>
  );
}
