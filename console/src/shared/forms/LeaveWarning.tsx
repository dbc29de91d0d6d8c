import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import { ConfirmDialog } from "./ConfirmDialog";

interface Props {
  readonly hasUnsavedWork: () => boolean;
  readonly isDirty: boolean;
}

/** Asks before unsaved work is left: inside the console by a dialog, else by the browser's own question. */
export function LeaveWarning({ hasUnsavedWork, isDirty }: Props) {
  const { t } = useTranslation("shared");
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      hasUnsavedWork() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!isDirty) {
      return undefined;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    globalThis.addEventListener("beforeunload", ask);
    return () => globalThis.removeEventListener("beforeunload", ask);
  }, [isDirty]);
  return blocker.state === "blocked" ? (
    <ConfirmDialog
      title={t("leave.title")}
      confirm={t("leave.confirm")}
      cancel={t("leave.stay")}
      isDanger
      onConfirm={() => blocker.proceed()}
      onClose={() => blocker.reset()}
    >
      {t("leave.body")}
    </ConfirmDialog>
  ) : null;
}
