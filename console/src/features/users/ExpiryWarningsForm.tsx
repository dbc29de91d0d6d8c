import { Alert, FormSection } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  daysTyped,
  type ExpiryWarnings,
  expiryWarningsQuery,
  readExpiryWarnings,
  saveExpiryWarnings,
} from "./expiry";

/** When users are warned that their accounts end, and whether administrators are too. */
export function ExpiryWarningsForm({ organizationId }: { readonly organizationId: string }) {
  const { data: found, error } = useQuery(expiryWarningsQuery(organizationId));
  if (found === undefined && error !== null) {
    return <Alert variant="danger" isInline component="p" title={error.message} />;
  }
  return (
    found !== undefined && (
      <WarningsForm organizationId={organizationId} warnings={found.value} etag={found.etag} />
    )
  );
}

interface Props {
  readonly organizationId: string;
  readonly warnings: ExpiryWarnings;
  readonly etag: string;
}

function WarningsForm({ organizationId, warnings, etag }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const isDisabled = !useCan()("users:defaults");
  const form = useForm({
    initial: values(warnings),
    etag,
    check: ({ days }) => ({
      days: daysTyped(days).some(Number.isNaN) ? t("expiry.noDays") : undefined,
    }),
    save: ({ days, tellsAdministrators }, context) =>
      saveExpiryWarnings(
        organizationId,
        { days: daysTyped(days), tellsAdministrators },
        context.etag,
      ),
    reload: async () => {
      const now = await readExpiryWarnings(organizationId);
      return { values: values(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: ["users", organizationId, "expiry-warnings"] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("expiry.warnings")}>
      <FormSection title={t("expiry.warnings")} titleElement="h2">
        <TextField
          name="days"
          label={t("expiry.days")}
          help={t("expiry.daysHelp")}
          isDisabled={isDisabled}
        />
        <CheckField
          name="tellsAdministrators"
          label={t("expiry.tellsAdministrators")}
          isDisabled={isDisabled}
        />
      </FormSection>
      {!isDisabled && <SaveBar form={form} />}
    </FormFrame>
  );
}

function values({ days, tellsAdministrators }: ExpiryWarnings) {
  return { days: days.join(", "), tellsAdministrators };
}
