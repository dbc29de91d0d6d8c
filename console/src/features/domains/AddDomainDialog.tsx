import { FormDialog } from "@shared/forms/FormDialog";
import { RadioField } from "@shared/forms/RadioField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { addDomain, type Domain, domainsQuery, type ProofMethod } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly onAdded: (domain: Domain) => void;
  readonly onClose: () => void;
}

interface Wanted {
  name: string;
  method: ProofMethod;
}

/** A domain for the list; its record is shown next. */
export function AddDomainDialog({ organizationId, onAdded, onClose }: Props) {
  const { t } = useTranslation("domains");
  const queries = useQueryClient();
  const form = useForm<Wanted, Domain>({
    initial: { name: "", method: "TXT" },
    check: ({ name }) => ({ name: name.trim() === "" ? t("add.nameMissing") : undefined }),
    save: ({ name, method }, { idempotencyKey }) =>
      addDomain(organizationId, name.trim(), method, idempotencyKey),
    onSaved: async (added) => {
      await queries.invalidateQueries({ queryKey: domainsQuery(organizationId).queryKey });
      onAdded(added);
    },
  });
  return (
    <FormDialog title={t("add.verb")} save={t("add.verb")} form={form} onClose={onClose}>
      <TextField
        name="name"
        label={t("name")}
        help={t("add.nameHelp")}
        maxLength={253}
        isRequired
        hasFocusAtFirst
      />
      <RadioField
        name="method"
        label={t("method")}
        options={[
          { value: "TXT", label: t("methods.TXT"), description: t("add.txt") },
          { value: "CNAME", label: t("methods.CNAME"), description: t("add.cname") },
        ]}
      />
    </FormDialog>
  );
}
