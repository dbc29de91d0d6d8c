import { useTranslation } from "react-i18next";

/** Says why a mail is not sent: the server's code in words, with the digits of an SMTP reply at its end. */
export function useReason(): (code: string) => string {
  const { t } = useTranslation("notifications");
  return (code) => {
    if (code === "") {
      return "";
    }
    const reply = /-(\d{3})$/.exec(code)?.[1] ?? "";
    const key = code.replace(/-\d{3}$/, "");
    return t(`reason.${key}`, { reply, defaultValue: code });
  };
}
