import type { TFunction } from "i18next";

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

/** Only what can be said without the server, which checks the rules of the organization and the block list. */
export function checkNewPassword({ password, repeated }: NewPassword, t: TFunction<"access">) {
  const isRepeated = password === repeated;
  return {
    password: password === "" ? t("newPassword.missing") : undefined,
    repeated: password !== "" && !isRepeated ? t("newPassword.different") : undefined,
  };
}
