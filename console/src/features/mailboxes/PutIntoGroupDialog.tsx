import { FormDialog } from "@shared/forms/FormDialog";
import { SelectField } from "@shared/forms/SelectField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type MailboxGroup, putIntoGroup } from "./mailbox-groups";

interface Props {
  readonly organizationId: string;
  readonly groups: readonly MailboxGroup[];
  readonly mailboxIds: readonly string[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The group into which the checked mailboxes are put. */
export function PutIntoGroupDialog(props: Props) {
  const { organizationId, groups, mailboxIds, onDone, onClose } = props;
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const form = useForm<{ group: string }, MailboxGroup>({
    initial: { group: groups[0]?.id ?? "" },
    save: ({ group }) => putIntoGroup(organizationId, group, [...mailboxIds]),
    onSaved: ({ name }) => {
      toast({ variant: "success", title: t("sets.put.done", { name, count: mailboxIds.length }) });
      void queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("sets.put.verb")}
      description={t("sets.put.body", { count: mailboxIds.length })}
      save={t("sets.put.verb")}
      form={form}
      onClose={onClose}
    >
      <SelectField
        name="group"
        label={t("sets.one")}
        isRequired
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </FormDialog>
  );
}
