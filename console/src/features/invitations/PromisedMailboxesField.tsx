import { Button, List, ListItem } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { FormDialog } from "@shared/forms/FormDialog";
import { useForm } from "@shared/forms/use-form";
import { ChecksField } from "@shared/mailboxes/ChecksField";
import { ChooseDialog } from "@shared/mailboxes/ChooseDialog";
import { mailboxesToChooseQuery } from "@shared/mailboxes/queries";
import { type CatalogueEntry, type PermissionName, rolesToGiveQuery } from "@shared/rights/queries";
import { ActionsMenu } from "@shared/table/ActionsMenu";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailboxChoice } from "./promise";

interface Props {
  readonly organizationId: string;
  readonly permissions: readonly CatalogueEntry[];
  readonly isReadOnly: boolean;
}

/** Mailboxes to which access is promised, each with its roles. Stands in the form of an invitation. */
export function PromisedMailboxesField({ organizationId, permissions, isReadOnly }: Props) {
  const { t } = useTranslation("invitations");
  const [isChoosing, setChoosing] = useState(false);
  const [changed, change] = useState<MailboxChoice>();
  const roles = useQuery(rolesToGiveQuery(organizationId, "", "MAILBOX")).data?.items ?? [];
  const said = (one: MailboxChoice) =>
    [
      ...one.roles.map((id) => roles.find((role) => role.id === id)?.name ?? id),
      ...one.permissions.map(
        (name) => permissions.find(({ permission }) => permission === name)?.summary ?? name,
      ),
    ].join(", ");
  return (
    <Field name="mailboxes" label={t("promise.mailboxes")} isGroup show={namesOf}>
      {({ value, set }) => {
        const chosen = chosenOf(value);
        return (
          <>
            {chosen.length === 0 && <p>{t("promise.noMailboxes")}</p>}
            <List isPlain isBordered>
              {chosen.map((one) => (
                <ListItem key={one.id}>
                  <strong>{one.name}</strong> {said(one)}
                  {!isReadOnly && (
                    <ActionsMenu
                      label={t("actionsFor", { name: one.name })}
                      actions={[
                        { label: t("promise.change"), onSelect: () => change(one) },
                        {
                          label: t("promise.remove"),
                          onSelect: () => set(chosen.filter(({ id }) => id !== one.id)),
                        },
                      ]}
                    />
                  )}
                </ListItem>
              ))}
            </List>
            {!isReadOnly && (
              <div>
                <Button variant="secondary" onClick={() => setChoosing(true)}>
                  {t("promise.addMailbox")}
                </Button>
              </div>
            )}
            {isChoosing && (
              <ChooseDialog
                title={t("promise.addMailbox")}
                search={t("promise.findMailbox")}
                queryOf={(text) => mailboxesToChooseQuery(organizationId, text)}
                excluded={chosen.map(({ id }) => id)}
                onChosen={({ id, name }) => {
                  setChoosing(false);
                  change({ id, name, roles: [], permissions: [] });
                }}
                onClose={() => setChoosing(false)}
              />
            )}
            {changed !== undefined && (
              <RightsDialog
                choice={changed}
                roles={roles.map(({ id, name, description }) => ({
                  value: id,
                  label: name,
                  description,
                }))}
                permissions={permissions.map(({ permission, summary }) => ({
                  value: permission,
                  label: summary,
                }))}
                onChosen={(choice) => set([...chosen.filter(({ id }) => id !== choice.id), choice])}
                onClose={() => change(undefined)}
              />
            )}
          </>
        );
      }}
    </Field>
  );
}

interface DialogProps {
  readonly choice: MailboxChoice;
  readonly roles: readonly { value: string; label: string; description: string }[];
  readonly permissions: readonly { value: string; label: string }[];
  readonly onChosen: (choice: MailboxChoice) => void;
  readonly onClose: () => void;
}

function RightsDialog({ choice, roles, permissions, onChosen, onClose }: DialogProps) {
  const { t } = useTranslation(["invitations", "shared"]);
  const form = useForm<{ roles: readonly string[]; permissions: readonly string[] }>({
    initial: { roles: choice.roles, permissions: choice.permissions },
    save: async (values) => {
      onChosen({
        ...choice,
        roles: values.roles,
        permissions: values.permissions as PermissionName[],
      });
    },
    onSaved: onClose,
  });
  return (
    <FormDialog
      title={t("promise.rightsOn", { name: choice.name })}
      save={t("promise.apply")}
      size="medium"
      form={form}
      onClose={onClose}
    >
      <ChecksField name="roles" label={t("shared:rights.roles")} options={roles} />
      <ChecksField name="permissions" label={t("shared:rights.single")} options={permissions} />
    </FormDialog>
  );
}

function chosenOf(value: unknown): readonly MailboxChoice[] {
  return Array.isArray(value) ? (value as MailboxChoice[]) : [];
}

function namesOf(value: unknown): string {
  return chosenOf(value)
    .map(({ name }) => name)
    .join(", ");
}
