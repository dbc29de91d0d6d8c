import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigation } from "react-router";

const QUICK = 150;

/** A thin bar at the top while the next page is fetched; quick pages come without it. */
export function Progress() {
  const { t } = useTranslation("app");
  const isLoading = useNavigation().state === "loading";
  const [isShown, show] = useState(false);
  useEffect(() => {
    const timer = isLoading ? setTimeout(() => show(true), QUICK) : undefined;
    return () => {
      clearTimeout(timer);
      show(false);
    };
  }, [isLoading]);
  return isShown ? (
    <div className="muster-progress" role="progressbar" aria-label={t("loadingPage")} />
  ) : null;
}
