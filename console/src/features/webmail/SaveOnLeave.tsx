import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { toast } from "@shared/ui/toasts";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import type { KeptDraft } from "./use-draft";

/** Whoever leaves a message is not asked: it is saved first. Only when that fails must he decide. */
export function SaveOnLeave({ draft }: { draft: KeptDraft }) {
  const { t } = useTranslation("webmail");
  const { hasUnsaved, saveToLeave } = draft;
  const [hasFailed, setFailed] = useState(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && hasUnsaved(),
  );
  const latest = useRef(blocker);
  useEffect(() => {
    latest.current = blocker;
  });
  const isBlocked = blocker.state === "blocked";
  useEffect(() => {
    setFailed(false);
    if (!isBlocked) {
      return undefined;
    }
    let isWanted = true;
    void saveToLeave().then((isSaved) => {
      if (isWanted && isSaved) {
        toast({ variant: "info", title: t("compose.keptAsDraft") });
        latest.current.proceed?.();
      } else if (isWanted) {
        setFailed(true);
      }
    });
    return () => {
      isWanted = false;
    };
  }, [isBlocked, saveToLeave, t]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (hasUnsaved()) {
        event.preventDefault();
      }
    };
    globalThis.addEventListener("beforeunload", ask);
    return () => globalThis.removeEventListener("beforeunload", ask);
  }, [hasUnsaved]);
  return isBlocked && hasFailed ? (
    <ConfirmDialog
      title={t("compose.leave")}
      confirm={t("compose.leaveAnyway")}
      cancel={t("compose.stay")}
      isDanger
      onConfirm={() => blocker.proceed()}
      onClose={() => blocker.state === "blocked" && blocker.reset()}
    >
      {t("compose.leaveBody")}
    </ConfirmDialog>
  ) : null;
}
