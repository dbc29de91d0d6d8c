import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useOrganizationId } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  createMapping,
  mappingsKey,
  type SavedMapping,
  saveMapping,
  type UserImport,
} from "./queries";

interface Props {
  readonly file: UserImport;
  readonly fields: readonly (string | null)[];
  readonly saved: readonly SavedMapping[];
  readonly onClose: () => void;
}

/** Keeps the mapping and the options of a file under a name, in place of the one that has it. */
export function SaveMappingDialog({ file, fields, saved, onClose }: Props) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const named = (name: string) =>
    saved.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  const form = useForm({
    initial: { name: "" },
    check: ({ name }) => ({ name: name.trim() === "" ? t("mappings.nameMissing") : undefined }),
    save: ({ name }, { idempotencyKey }) => {
      const { existing, createUnits, newPasswords } = file;
      const columns = file.columns.map((column, at) => ({
        name: column.name,
        field: fields[at] ?? null,
      }));
      const body = { name: name.trim(), columns, existing, createUnits, newPasswords };
      const before = named(name);
      return before === undefined
        ? createMapping(organizationId, body, idempotencyKey)
        : saveMapping(organizationId, before, body);
    },
    onSaved: ({ name }) => {
      toast({ variant: "success", title: t("mappings.saved", { name }) });
      void queries.invalidateQueries({ queryKey: mappingsKey(organizationId) });
      onClose();
    },
  });
  const replaced = named(form.values.name);
  return (
    <FormDialog
      title={t("mappings.saveTitle")}
      description={t("mappings.saveBody")}
      save={replaced === undefined ? t("mappings.saveIt") : t("mappings.replaceIt")}
      form={form}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("mappings.name")}
        isRequired
        maxLength={100}
        hasFocusAtFirst
        {...(replaced === undefined
          ? {}
          : { help: t("mappings.replaces", { name: replaced.name }) })}
      />
    </FormDialog>
  );
}
