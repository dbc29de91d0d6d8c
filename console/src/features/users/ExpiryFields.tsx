import { RadioField } from "@shared/forms/RadioField";
import { TextField } from "@shared/forms/TextField";
import { useTranslation } from "react-i18next";

/** When an account is to end, as it is asked for. */
export interface ExpiryWish {
  /** "ON" a day or "NEVER"; empty until one of them is chosen. */
  readonly ends: string;
  readonly expiresOn: string;
}

/** The day that is meant; null for never. */
export function dayOf({ ends, expiresOn }: ExpiryWish) {
  return ends === "ON" ? expiresOn : null;
}

/** Says what is still to be chosen. */
export function useExpiryCheck() {
  const { t } = useTranslation("users");
  return ({ ends, expiresOn }: ExpiryWish) => ({
    ends: ends === "" ? t("expiry.notChosen") : undefined,
    expiresOn: ends === "ON" && expiresOn === "" ? t("expiry.noDay") : undefined,
  });
}

/** Asks for a day or none; a day that is only half typed is no day, and not none either. */
export function ExpiryFields({ ends }: Pick<ExpiryWish, "ends">) {
  const { t } = useTranslation("users");
  return (
    <>
      <RadioField
        name="ends"
        label={t("expiry.ends")}
        isRequired
        options={[
          { value: "ON", label: t("expiry.onDay") },
          { value: "NEVER", label: t("expiry.never") },
        ]}
      />
      {ends === "ON" && (
        <TextField
          name="expiresOn"
          type="date"
          label={t("expiry.on")}
          help={t("expiry.onHelp")}
          isRequired
        />
      )}
    </>
  );
}
