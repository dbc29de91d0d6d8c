import { Button, Label, LabelGroup } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddRoleDialog, type RoleChoice } from "./AddRoleDialog";

interface Props {
  readonly organizationId: string;
  readonly isReadOnly?: boolean;
  /** The path in the form's values: `{ id, name }[]`. */
  readonly name?: string;
}

/** The roles of somebody as labels, with "Add role". Stands in any form about a user. */
export function RolesField({ organizationId, isReadOnly = false, name = "roles" }: Props) {
  const { t } = useTranslation("shared");
  const [isOpen, setOpen] = useState(false);
  return (
    <Field name={name} label={t("rights.roles")} isGroup show={namesOf}>
      {({ value, set }) => {
        const roles = rolesOf(value);
        return (
          <>
            {roles.length === 0 && <p>{t("rights.noRoles")}</p>}
            <LabelGroup aria-label={t("rights.roles")} numLabels={20}>
              {roles.map((role) => (
                <Label
                  key={role.id}
                  color="blue"
                  {...(isReadOnly
                    ? {}
                    : {
                        onClose: () => set(roles.filter((other) => other.id !== role.id)),
                        closeBtnAriaLabel: t("rights.removeRole", { name: role.name }),
                      })}
                >
                  {role.name}
                </Label>
              ))}
            </LabelGroup>
            {!isReadOnly && (
              <div>
                <Button variant="secondary" onClick={() => setOpen(true)}>
                  {t("rights.addRole.title")}
                </Button>
              </div>
            )}
            {isOpen && (
              <AddRoleDialog
                organizationId={organizationId}
                held={roles}
                onAdd={(added) => set([...roles, ...added])}
                onClose={() => setOpen(false)}
              />
            )}
          </>
        );
      }}
    </Field>
  );
}

function rolesOf(value: unknown): readonly RoleChoice[] {
  return Array.isArray(value) ? (value as RoleChoice[]) : [];
}

function namesOf(value: unknown): string {
  return rolesOf(value)
    .map(({ name }) => name)
    .join(", ");
}
