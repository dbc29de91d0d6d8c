import { Modal, ModalBody, ModalHeader, Spinner } from "@patternfly/react-core";
import { FormDialog } from "@shared/forms/FormDialog";
import { useForm } from "@shared/forms/use-form";
import {
  type CatalogueEntry,
  catalogueQuery,
  type ListedRole,
  type PermissionName,
  rolesToGiveQuery,
} from "@shared/rights/queries";
import { RowsFailed } from "@shared/table/NoRows";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ChecksField } from "./ChecksField";
import {
  type MailboxAccess,
  mailboxAccessQuery,
  type Named,
  readMailboxAccess,
  saveMailboxAccess,
} from "./queries";

interface Props {
  readonly organizationId: string;
  readonly mailbox: Named;
  readonly user: Named;
  readonly onClose: () => void;
}

interface Values {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/** The roles and single permissions of one user on one mailbox; with none his access ends. */
export function AccessDialog(props: Props) {
  const { organizationId, mailbox, onClose } = props;
  const { t } = useTranslation("shared");
  const access = useQuery(mailboxAccessQuery(organizationId, mailbox.id));
  const roles = useQuery(rolesToGiveQuery(organizationId, "", "MAILBOX"));
  const catalogue = useQuery(catalogueQuery);
  const failed = [access, roles, catalogue].find((query) => query.isError);
  if (access.data && roles.data && catalogue.data) {
    return (
      <AccessForm
        {...props}
        access={access.data.value}
        etag={access.data.etag}
        roles={roles.data.items}
        permissions={catalogue.data.sections
          .flatMap((section) => section.permissions)
          .filter(({ level }) => level === "MAILBOX")}
      />
    );
  }
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={t("mailboxes.access")}>
      <ModalHeader title={t("mailboxes.access")} />
      <ModalBody>
        {failed?.error ? (
          <RowsFailed error={failed.error} onRetry={() => void failed.refetch()} />
        ) : (
          <Spinner aria-label={t("rights.loading")} />
        )}
      </ModalBody>
    </Modal>
  );
}

interface FormProps extends Props {
  readonly access: MailboxAccess;
  readonly etag: string;
  readonly roles: readonly ListedRole[];
  readonly permissions: readonly CatalogueEntry[];
}

function AccessForm(props: FormProps) {
  const { organizationId, mailbox, user, onClose, access, etag, roles, permissions } = props;
  const { t } = useTranslation("shared");
  const queries = useQueryClient();
  const form = useForm<Values, MailboxAccess>({
    initial: valuesOf(access, user.id),
    etag,
    save: (values, context) =>
      saveMailboxAccess(
        organizationId,
        mailbox.id,
        user.id,
        { roles: [...values.roles], permissions: values.permissions as PermissionName[] },
        context.etag,
      ),
    reload: async () => {
      const now = await readMailboxAccess(organizationId, mailbox.id);
      return { values: valuesOf(now.value, user.id), etag: now.etag };
    },
    onSaved: async () => {
      toast({ variant: "success", title: t("mailboxes.saved", { user: user.name }) });
      onClose();
      await queries.invalidateQueries({ queryKey: ["mailboxes", organizationId] });
      await queries.invalidateQueries({ queryKey: ["roles", organizationId] });
    },
  });
  return (
    <FormDialog
      title={t("mailboxes.accessOf", { user: user.name, mailbox: mailbox.name })}
      description={t("mailboxes.union")}
      save={t("mailboxes.save")}
      size="medium"
      form={form}
      onClose={onClose}
    >
      <ChecksField
        name="roles"
        label={t("rights.roles")}
        options={roles.map(({ id, name, description }) => ({
          value: id,
          label: name,
          description,
        }))}
      />
      <ChecksField
        name="permissions"
        label={t("rights.single")}
        options={permissions.map(({ permission, summary }) => ({
          value: permission,
          label: summary,
        }))}
      />
    </FormDialog>
  );
}

function valuesOf(access: MailboxAccess, userId: string): Values {
  const held = access.items.find((one) => one.userId === userId);
  return {
    roles: held?.roles.map(({ id }) => id) ?? [],
    permissions: held?.permissions ?? [],
  };
}
