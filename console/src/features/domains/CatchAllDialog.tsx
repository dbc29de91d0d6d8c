import { FormDialog } from "@shared/forms/FormDialog";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type CatchAll,
  catchAllsQuery,
  chooseCatchAll,
  type Domain,
  etagOf,
  readCatchAll,
} from "./queries";

interface Props {
  readonly organizationId: string;
  readonly domain: Domain;
  /** Missing where mail for unknown addresses is refused now. */
  readonly catchAll: CatchAll | undefined;
  readonly onClose: () => void;
}

function valuesOf(catchAll: CatchAll | undefined) {
  return { address: catchAll?.target?.address ?? "" };
}

/** Chooses where mail for addresses of a domain goes that nobody has. */
export function CatchAllDialog({ organizationId, domain, catchAll, onClose }: Props) {
  const { t } = useTranslation("domains");
  const queries = useQueryClient();
  const name = domain.displayName;
  const form = useForm<{ address: string }, unknown>({
    initial: valuesOf(catchAll),
    etag: etagOf(catchAll),
    reload: async () => {
      const now = await readCatchAll(organizationId, domain.id);
      return { values: valuesOf(now), etag: etagOf(now) };
    },
    save: ({ address }, { etag }) =>
      chooseCatchAll(organizationId, domain.id, address.trim(), etag),
    onSaved: async (_, { address }) => {
      toast({
        variant: "success",
        title: t(address.trim() === "" ? "catchAll.refused" : "catchAll.done", { name }),
      });
      await queries.invalidateQueries({ queryKey: catchAllsQuery(organizationId).queryKey });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("catchAll.title", { name })}
      save={t("catchAll.save")}
      form={form}
      onClose={onClose}
    >
      <p>{t("catchAll.body")}</p>
      <TextField
        name="address"
        label={t("catchAll.address")}
        help={t("catchAll.help")}
        maxLength={320}
        hasFocusAtFirst
      />
    </FormDialog>
  );
}
