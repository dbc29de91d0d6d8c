import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import type { Unit } from "@shared/units/queries";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createUnit, etagOf, readUnit, saveUnit } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly parentId: string | null;
  /** The unit to be changed; a new one without. */
  readonly unit?: Unit;
  readonly onSaved: (unitId: string) => void;
  readonly onClose: () => void;
}

/** Name and description of a new unit, or of one that is there. */
export function UnitFormDialog({ organizationId, parentId, unit, onSaved, onClose }: Props) {
  const { t } = useTranslation("organizations");
  const queries = useQueryClient();
  const form = useForm<{ name: string; description: string }, Unit>({
    initial: { name: unit?.name ?? "", description: unit?.description ?? "" },
    ...(unit === undefined ? {} : { etag: etagOf(unit) }),
    check: ({ name }) => ({
      name:
        name.trim() === ""
          ? t("units.nameMissing")
          : name.includes("/")
            ? t("units.noSlash")
            : undefined,
    }),
    save: (values, { etag, idempotencyKey }) => {
      const body = { ...values, parentId };
      return unit === undefined
        ? createUnit(organizationId, body, idempotencyKey)
        : saveUnit(organizationId, unit.id, body, etag);
    },
    ...(unit === undefined
      ? {}
      : {
          reload: async () => {
            const { value, etag } = await readUnit(organizationId, unit.id);
            return { values: { name: value.name, description: value.description }, etag };
          },
        }),
    onSaved: (saved) => {
      const done = unit === undefined ? t("units.created", { name: saved.name }) : t("saved");
      toast({ variant: "success", title: done });
      void queries
        .invalidateQueries({ queryKey: ["units", organizationId] })
        .then(() => onSaved(saved.id));
      onClose();
    },
  });
  return (
    <FormDialog
      title={unit === undefined ? t("units.create") : t("units.editOne", { name: unit.name })}
      save={unit === undefined ? t("units.create") : t("save")}
      form={form}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("name")}
        help={t("units.nameHelp")}
        maxLength={64}
        isRequired
        hasFocusAtFirst
      />
      <TextField name="description" label={t("description")} maxLength={255} lines={2} />
    </FormDialog>
  );
}
