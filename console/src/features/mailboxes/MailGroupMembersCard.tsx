import { Button, Content } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { addressLines, onOneField } from "@shared/mailboxes/address-lines";
import { useCan } from "@shared/session/me";
import { ActionCard } from "@shared/ui/ActionCard";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addMembers, type MailGroupMember, membersQuery, removeMember } from "./mail-groups";

interface Props {
  readonly organizationId: string;
  readonly mailGroupId: string;
}

/** Who gets mail for a group. */
export function MailGroupMembersCard({ organizationId, mailGroupId }: Props) {
  const { t } = useTranslation("mailboxes");
  const mayChange = useCan()("mailboxes:delivery");
  const [isAdding, setAdding] = useState(false);
  const [removed, remove] = useState<string>();
  const { data } = useQuery(membersQuery(organizationId, mailGroupId));
  return (
    <ActionCard
      title={t("groups.members")}
      action={mayChange ? { label: t("groups.add.verb"), onAct: () => setAdding(true) } : undefined}
      dialogs={
        <>
          {isAdding && (
            <AddDialog
              organizationId={organizationId}
              mailGroupId={mailGroupId}
              onClose={() => setAdding(false)}
            />
          )}
          {removed !== undefined && (
            <RemoveDialog
              organizationId={organizationId}
              mailGroupId={mailGroupId}
              address={removed}
              onClose={() => remove(undefined)}
            />
          )}
        </>
      }
    >
      {data?.items.length === 0 && <Content component="p">{t("groups.nobody")}</Content>}
      {data !== undefined && data.items.length > 0 && (
        <Members members={data.items} onRemove={mayChange ? remove : undefined} />
      )}
    </ActionCard>
  );
}

interface MembersProps {
  readonly members: readonly MailGroupMember[];
  readonly onRemove: ((address: string) => void) | undefined;
}

function Members({ members, onRemove }: MembersProps) {
  const { t } = useTranslation("mailboxes");
  return (
    <Table aria-label={t("groups.members")} variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>{t("address")}</Th>
          <Th>{t("name")}</Th>
          <Th>{t("groups.kind.label")}</Th>
          {onRemove !== undefined && <Th screenReaderText={t("groups.remove.verb")} />}
        </Tr>
      </Thead>
      <Tbody>
        {members.map(({ address, name, kind }) => (
          <Tr key={address}>
            <Td dataLabel={t("address")}>{address}</Td>
            <Td dataLabel={t("name")}>{name}</Td>
            <Td dataLabel={t("groups.kind.label")}>{t(`groups.kind.${kind}`)}</Td>
            {onRemove !== undefined && (
              <Td modifier="fitContent">
                <Button
                  variant="link"
                  isInline
                  aria-label={t("groups.remove.one", { address })}
                  onClick={() => onRemove(address)}
                >
                  {t("groups.remove.verb")}
                </Button>
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

interface DialogProps extends Props {
  readonly onClose: () => void;
}

function AddDialog({ organizationId, mailGroupId, onClose }: DialogProps) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const form = useForm({
    initial: { addresses: "" },
    check: ({ addresses }) => ({
      addresses: addressLines(addresses).length === 0 ? t("groups.add.missing") : undefined,
    }),
    save: async ({ addresses }) => {
      const lines = addressLines(addresses);
      try {
        return await addMembers(organizationId, mailGroupId, lines);
      } catch (error) {
        throw onOneField(error, "addresses", lines);
      }
    },
    onSaved: (_, { addresses }) => {
      const count = addressLines(addresses).length;
      toast({ variant: "success", title: t("groups.add.done", { count }) });
      void queries.invalidateQueries({ queryKey: ["mail-groups", organizationId] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("groups.add.verb")}
      description={t("groups.add.body")}
      save={t("groups.add.verb")}
      form={form}
      onClose={onClose}
    >
      <TextField name="addresses" label={t("groups.add.addresses")} lines={6} hasFocusAtFirst />
    </FormDialog>
  );
}

function RemoveDialog({
  organizationId,
  mailGroupId,
  address,
  onClose,
}: DialogProps & { readonly address: string }) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const act = async () => {
    await removeMember(organizationId, mailGroupId, address);
    toast({ variant: "success", title: t("groups.remove.done", { address }) });
    await queries.invalidateQueries({ queryKey: ["mail-groups", organizationId] });
  };
  return (
    <ConfirmDialog
      title={t("groups.remove.title", { address })}
      confirm={t("groups.remove.verb")}
      isDanger
      onConfirm={act}
      onClose={onClose}
    >
      {t("groups.remove.body")}
    </ConfirmDialog>
  );
}
