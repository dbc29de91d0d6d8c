import { useTranslation } from "react-i18next";

/** Words for some time to come, no finer than anybody can foretell: "4 minutes", "2 h 10 min". */
export function useSpan(): (seconds: number) => string {
  const { t } = useTranslation("imports");
  return (seconds) => {
    if (seconds < 90) {
      return t("span.seconds", { count: Math.max(1, Math.ceil(seconds)) });
    }
    const minutes = Math.ceil(seconds / 60);
    return minutes < 90
      ? t("span.minutes", { count: minutes })
      : t("span.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
