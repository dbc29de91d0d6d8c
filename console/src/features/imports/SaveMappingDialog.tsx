import {
  Content,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from "@patternfly/react-core";
import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useOrganizationId } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { bringsPasswords } from "./mapping";
import { createMapping, mappingsQuery, saveMapping, type UserImport } from "./queries";
import { useMappingsRefresh } from "./use-mappings-refresh";

interface Props {
  readonly file: UserImport;
  readonly fields: readonly (string | null)[];
  readonly onClose: () => void;
}

/** Keeps the mapping and the options of a file under a name, in place of the one that has it. */
export function SaveMappingDialog({ file, fields, onClose }: Props) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const saved = useQuery(mappingsQuery(organizationId)).data?.mappings ?? [];
  const { refresh, orRefresh } = useMappingsRefresh();
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
      return orRefresh(
        before === undefined
          ? createMapping(organizationId, body, idempotencyKey)
          : saveMapping(organizationId, before, body),
      );
    },
    onSaved: ({ name }) => {
      toast({ variant: "success", title: t("mappings.saved", { name }) });
      void refresh();
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
      <Kept file={file} fields={fields} />
    </FormDialog>
  );
}

/** Which options go with the mapping: those of the file as they are now. */
function Kept({ file, fields }: Pick<Props, "file" | "fields">) {
  const { t } = useTranslation("imports");
  const kept = [
    [t("options.existing"), t(file.existing === "UPDATE" ? "options.update" : "options.skip")],
    ...(fields.includes("unit")
      ? [[t("options.createUnits"), t(file.createUnits ? "mappings.yes" : "mappings.no")]]
      : []),
    ...(bringsPasswords(fields)
      ? []
      : [
          [
            t("options.newPasswords"),
            t(file.newPasswords === "TEMPORARY" ? "options.temporary" : "options.none"),
          ],
        ]),
  ];
  return (
    <>
      <Content component="p">{t("mappings.kept")}</Content>
      <DescriptionList isCompact>
        {kept.map(([option, choice]) => (
          <DescriptionListGroup key={option}>
            <DescriptionListTerm>{option}</DescriptionListTerm>
            <DescriptionListDescription>{choice}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
    </>
  );
}
