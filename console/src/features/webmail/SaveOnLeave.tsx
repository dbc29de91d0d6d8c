import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { toast } from "@shared/ui/toasts";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import type { KeptDraft } from "./use-draft";

interface Props {
  readonly draft: KeptDraft;
  /** Whether a file is on its way that would be lost. */
  readonly isUploading: boolean;
}

/** Whoever leaves a message is not asked: it is saved first. Only when that fails, or loses a file, must he decide. */
export function SaveOnLeave({ draft, isUploading }: Props) {
  const { t } = useTranslation("webmail");
  const { hasUnsaved, isStopped, saveToLeave } = draft;
  const [question, ask] = useState<"unsaved" | "uploading">();
  // The dialog closes after a yes too.
  const isSure = useRef(false);
  const losesFile = () => isUploading && !isStopped();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && (hasUnsaved() || losesFile()),
  );
  const saveAndGo = async () => {
    ask(undefined);
    const isChanged = hasUnsaved();
    const isSaved = await saveToLeave();
    if (latest.current.blocker.state !== "blocked") {
      return;
    }
    if (!isSaved) {
      ask("unsaved");
      return;
    }
    if (isChanged) {
      toast({ variant: "info", title: t("compose.keptAsDraft") });
    }
    latest.current.blocker.proceed();
  };
  const latest = useRef({ blocker, losesFile, saveAndGo });
  useEffect(() => {
    latest.current = { blocker, losesFile, saveAndGo };
  });
  const isBlocked = blocker.state === "blocked";
  useEffect(() => {
    if (!isBlocked) {
      ask(undefined);
    } else if (latest.current.losesFile()) {
      ask("uploading");
    } else {
      void latest.current.saveAndGo();
    }
  }, [isBlocked]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (hasUnsaved() || latest.current.losesFile()) {
        event.preventDefault();
      }
    };
    globalThis.addEventListener("beforeunload", warn);
    return () => globalThis.removeEventListener("beforeunload", warn);
  }, [hasUnsaved]);
  if (!isBlocked || question === undefined) {
    return null;
  }
  const isUnsaved = question === "unsaved";
  return (
    <ConfirmDialog
      title={t(isUnsaved ? "compose.leave" : "compose.leaveFiles")}
      confirm={t(isUnsaved ? "compose.leaveAnyway" : "compose.leaveFilesAnyway")}
      cancel={t("compose.stay")}
      isDanger
      onConfirm={() => {
        isSure.current = true;
      }}
      onClose={() => {
        if (!isSure.current) {
          blocker.reset();
        } else if (isUnsaved) {
          blocker.proceed();
        } else {
          void saveAndGo();
        }
        isSure.current = false;
      }}
    >
      {t(isUnsaved ? "compose.leaveBody" : "compose.leaveFilesBody")}
    </ConfirmDialog>
  );
}
