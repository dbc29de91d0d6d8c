import { ActionGroup, Button } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useTranslation } from "react-i18next";
import { askForCode } from "./queries";

/** Which address one registers with. The answer is the same whether anybody has it. */
export function AddressForm({
  onAsked,
}: {
  readonly onAsked: (address: string, codeId: string) => void;
}) {
  const { t } = useTranslation("invitations");
  const form = useForm({
    initial: { address: "" },
    check: ({ address }) => ({
      address: address.trim() === "" ? t("create.addressMissing") : undefined,
    }),
    save: ({ address }) => askForCode(address.trim()),
    onSaved: ({ id }, { address }) => onAsked(address.trim(), id),
  });
  return (
    <FormFrame form={form} warnsOnLeave={false} aria-label={t("register.title")}>
      <TextField
        name="address"
        label={t("address")}
        type="email"
        autoComplete="email"
        isRequired
        maxLength={254}
        hasFocusAtFirst
      />
      <ActionGroup>
        <Button type="submit" isBlock isLoading={form.isSaving} isDisabled={form.isSaving}>
          {t("create.send")}
        </Button>
      </ActionGroup>
    </FormFrame>
  );
}
