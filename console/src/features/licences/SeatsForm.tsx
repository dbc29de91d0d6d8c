import { FormSection } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readSeats, type Seats, setSeats } from "./queries";

const MOST = 100_000_000;

interface Props {
  readonly organizationId: string;
  readonly seats: Seats;
  readonly etag: string;
}

/** The number of seats, for whoever runs the instance; nothing typed is without limit. */
export function SeatsForm({ organizationId, seats, etag }: Props) {
  const { t } = useTranslation("licences");
  const queries = useQueryClient();
  const form = useForm({
    initial: values(seats),
    etag,
    check: ({ licensed }) => ({
      licensed: Number.isNaN(typed(licensed) ?? 0) ? t("noNumber") : undefined,
    }),
    save: ({ licensed }, context) => setSeats(organizationId, typed(licensed), context.etag),
    reload: async () => {
      const now = await readSeats(organizationId);
      return { values: values(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: ["users", organizationId, "seats"] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("set")}>
      <FormSection title={t("set")} titleElement="h2">
        <TextField name="licensed" label={t("licensed")} help={t("licensedHelp")} />
      </FormSection>
      <SaveBar form={form} />
    </FormFrame>
  );
}

function values({ licensed }: Seats) {
  return { licensed: licensed === null ? "" : String(licensed) };
}

/** Null for no limit, NaN for what is no number of seats. */
function typed(text: string): number | null {
  const plain = text.trim();
  if (plain === "") {
    return null;
  }
  const seats = /^\d{1,9}$/.test(plain) ? Number(plain) : Number.NaN;
  return seats <= MOST ? seats : Number.NaN;
}
