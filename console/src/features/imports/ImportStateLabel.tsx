import { Label, type LabelProps } from "@patternfly/react-core";
import InProgressIcon from "@patternfly/react-icons/dist/esm/icons/in-progress-icon";
import PendingIcon from "@patternfly/react-icons/dist/esm/icons/pending-icon";
import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";
import { handled, isChecked, isOpen, isUndoStopped, type UserImport } from "./queries";

type State =
  | "UPLOADED"
  | "CHECKING"
  | "CHECKED"
  | "RUNNING"
  | "DONE"
  | "ERRORS"
  | "STOPPED"
  | "UNDOING"
  | "UNDONE"
  | "PARTLY_UNDONE"
  | "UNDO_STOPPED";

const LOOKS: Record<State, LabelProps> = {
  UPLOADED: { icon: <PendingIcon /> },
  CHECKING: { color: "blue", icon: <InProgressIcon /> },
  CHECKED: { status: "info" },
  RUNNING: { color: "blue", icon: <InProgressIcon /> },
  DONE: { status: "success" },
  ERRORS: { status: "warning" },
  STOPPED: { status: "danger" },
  UNDOING: { color: "blue", icon: <InProgressIcon /> },
  UNDONE: { status: "info" },
  PARTLY_UNDONE: { status: "warning" },
  UNDO_STOPPED: { status: "danger" },
};

/** How far a file is on its way. */
export function stateOf(file: UserImport): State {
  const { check, run, undo, rows } = file;
  if (undo !== null) {
    if (isOpen(undo.state)) {
      return "UNDOING";
    }
    if (isUndoStopped(file)) {
      return "UNDO_STOPPED";
    }
    return file.undoable === 0 ? "UNDONE" : "PARTLY_UNDONE";
  }
  if (run !== null) {
    if (isOpen(run.state)) {
      return "RUNNING";
    }
    if (handled(run) < rows) {
      return "STOPPED";
    }
    return run.counts.failed > 0 ? "ERRORS" : "DONE";
  }
  if (check !== null && isOpen(check.state)) {
    return "CHECKING";
  }
  return isChecked(file) ? "CHECKED" : "UPLOADED";
}

export function ImportStateLabel({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const state = stateOf(file);
  // Only a stopped undo says in its label how far it came.
  const done = file.undo === null ? 0 : handled(file.undo);
  return (
    <Label isCompact {...LOOKS[state]}>
      {t(`state.${state}`, { handled: number(done), total: number(file.undo?.total ?? 0) })}
    </Label>
  );
}
