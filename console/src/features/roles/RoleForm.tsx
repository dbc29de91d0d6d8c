import { Field } from "@shared/forms/Field";
import { FormFrame } from "@shared/forms/FormFrame";
import { RadioField } from "@shared/forms/RadioField";
import { SaveBar } from "@shared/forms/SaveBar";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { PermissionGroups } from "@shared/rights/PermissionGroups";
import type { CatalogueSection, PermissionName } from "@shared/rights/queries";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createRole, type Role, readRole, saveRole } from "./queries";

interface Props {
  readonly organizationId: string;
  /** Absent: the form creates one. */
  readonly role?: Role;
  readonly etag?: string;
  readonly isReadOnly: boolean;
  readonly sections: readonly CatalogueSection[];
  readonly onSaved: (role: Role) => void;
  readonly onBack: () => void;
}

interface Values {
  readonly name: string;
  readonly description: string;
  readonly level: Role["level"];
  readonly permissions: readonly PermissionName[];
}

const EMPTY: Values = { name: "", description: "", level: "ORGANIZATION", permissions: [] };

/** Name, level, description and permissions of a role. */
export function RoleForm(props: Props) {
  const { organizationId, role, etag = "", isReadOnly, sections, onSaved, onBack } = props;
  const { t } = useTranslation("roles");
  const queries = useQueryClient();
  const form = useForm<Values, Role>({
    initial: role === undefined ? EMPTY : valuesOf(role),
    etag,
    check: ({ name, permissions }) => ({
      name: name.trim() === "" ? t("nameMissing") : undefined,
      permissions: permissions.length === 0 ? t("permissionsMissing") : undefined,
    }),
    save: (values, context) => {
      const ofLevel = sectionsOf(sections, values.level).flatMap((one) => one.permissions);
      const draft = {
        ...values,
        permissions: ofLevel
          .map(({ permission }) => permission)
          .filter((name) => values.permissions.includes(name)),
      };
      return role === undefined
        ? createRole(organizationId, draft, context.idempotencyKey)
        : saveRole(organizationId, role.id, draft, context.etag);
    },
    ...(role === undefined
      ? {}
      : {
          reload: async () => {
            const { value, etag: now } = await readRole(organizationId, role.id);
            return { values: valuesOf(value), etag: now };
          },
        }),
    onSaved: async (saved) => {
      toast({
        variant: "success",
        title: t(role === undefined ? "created" : "saved", { name: saved.name }),
      });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["roles", organizationId] }),
        queries.invalidateQueries({ queryKey: ["me"] }),
      ]);
      onSaved(saved);
    },
  });
  const levels = [...new Set(sections.flatMap((one) => one.permissions).map((one) => one.level))];
  return (
    <FormFrame form={form} aria-label={t("formLabel")}>
      <TextField name="name" label={t("name")} isRequired isDisabled={isReadOnly} maxLength={100} />
      <RadioField
        name="level"
        label={t("level")}
        isDisabled={isReadOnly || role !== undefined}
        options={levels.map((value) => ({ value, label: t(`levels.${value}`) }))}
      />
      <TextField
        name="description"
        label={t("description")}
        lines={2}
        isDisabled={isReadOnly}
        maxLength={500}
      />
      <Field name="permissions" label={t("permissions")} isRequired isGroup show={joined}>
        {({ value, set }) => (
          <PermissionGroups
            sections={sectionsOf(sections, form.values.level)}
            chosen={Array.isArray(value) ? value : []}
            isReadOnly={isReadOnly}
            onChange={set}
          />
        )}
      </Field>
      {!isReadOnly && <SaveBar form={form} {...(role === undefined ? { onCancel: onBack } : {})} />}
    </FormFrame>
  );
}

/** A role holds permissions of its own level only. */
function sectionsOf(sections: readonly CatalogueSection[], level: Role["level"]) {
  return sections
    .map((one) => ({
      ...one,
      permissions: one.permissions.filter((entry) => entry.level === level),
    }))
    .filter((one) => one.permissions.length > 0);
}

function joined(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : "";
}

function valuesOf({ name, description, level, permissions }: Role): Values {
  return { name, description, level, permissions };
}
