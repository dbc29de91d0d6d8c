import { Button, List, ListItem } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { AdvancedDialog } from "./AdvancedDialog";
import type { CatalogueSection, PermissionName } from "./queries";

interface Props {
  readonly sections: readonly CatalogueSection[];
  readonly isReadOnly?: boolean;
  /** The path in the form's values: the names of the permissions. */
  readonly name?: string;
}

/** The permissions that somebody holds outside any role, with "Advanced". Stands in any form about a user. */
export function PermissionsField({ sections, isReadOnly = false, name = "permissions" }: Props) {
  const { t } = useTranslation("shared");
  const [isOpen, setOpen] = useState(false);
  const summary = useCallback(
    (permission: PermissionName) =>
      sections
        .flatMap((section) => section.permissions)
        .find((entry) => entry.permission === permission)?.summary ?? permission,
    [sections],
  );
  const show = useCallback(
    (value: unknown) => permissionsOf(value).map(summary).join(", "),
    [summary],
  );
  return (
    <Field name={name} label={t("rights.single")} isGroup show={show}>
      {({ value, set }) => {
        const permissions = permissionsOf(value);
        return (
          <>
            {permissions.length === 0 ? (
              <p>{t("rights.noSingle")}</p>
            ) : (
              <List>
                {permissions.map((permission) => (
                  <ListItem key={permission}>{summary(permission)}</ListItem>
                ))}
              </List>
            )}
            {!isReadOnly && (
              <div>
                <Button variant="secondary" onClick={() => setOpen(true)}>
                  {t("rights.advanced.open")}
                </Button>
              </div>
            )}
            {isOpen && (
              <AdvancedDialog
                sections={sections}
                chosen={permissions}
                onApply={set}
                onClose={() => setOpen(false)}
              />
            )}
          </>
        );
      }}
    </Field>
  );
}

function permissionsOf(value: unknown): readonly PermissionName[] {
  return Array.isArray(value) ? (value as PermissionName[]) : [];
}
