import { useTranslation } from "react-i18next";

const UNDO = ".undo";
const CHECK = ".undo-check";

/** What a kind of job is called; a kind without words of its own keeps its code. */
export function useKindLabel(): (kind: string) => string {
  const { t } = useTranslation("jobs");
  const named = (kind: string, otherwise: string) =>
    t(`kind.${kind.replaceAll(".", "-")}`, { defaultValue: otherwise });
  const label = (kind: string): string => {
    if (kind.endsWith(UNDO)) {
      return named(kind, t("kindOfUndo", { act: label(kind.slice(0, -UNDO.length)) }));
    }
    if (kind.endsWith(CHECK)) {
      return named(kind, t("kindOfUndoCheck", { act: label(kind.slice(0, -CHECK.length)) }));
    }
    return named(kind, kind);
  };
  return label;
}

/** Whether a job only says what an undo would do. */
export function isUndoCheck(kind: string): boolean {
  return kind.endsWith(CHECK);
}
