import {
  Alert,
  type AlertProps,
  Button,
  Content,
  Stack,
  StackItem,
  ToggleGroup,
  ToggleGroupItem,
} from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { useFormat } from "@shared/ui/format";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { JobLink } from "./JobLink";
import { PassSummary } from "./PassSummary";
import { handled, isOpen, isUndoChecked, isUndoStopped, type UserImport } from "./queries";
import { StatusRegion } from "./StatusRegion";
import { UndoDialog } from "./UndoDialog";
import { useBegin } from "./use-begin";
import { VerdictTable } from "./VerdictTable";

type UndoKind = "UNDO_CHECK" | "UNDO";

/** Where the undo of an import stands, and what to do next. */
export function Undo({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const [listed, list] = useState<UndoKind>("UNDO_CHECK");
  const look = useBegin(file, "UNDO_CHECK");
  const { undo } = file;
  const stand = standOf(file);
  const isForetold = stand === "FORETOLD" || stand === "IDLE";
  const isGoingOn = stand === "UNDOING" || stand === "LOOKING";
  // What the last undo did can still be looked at beside what the next one would do.
  const kind =
    stand === "LOOKING" || (isForetold && listed === "UNDO_CHECK") ? "UNDO_CHECK" : "UNDO";
  const pass = kind === "UNDO_CHECK" ? file.undoCheck : undo;
  const again = () => {
    list("UNDO_CHECK");
    look.mutate();
  };
  return (
    <Stack hasGutter>
      <StackItem>
        <StatusRegion of={stand}>
          <Said file={file} stand={stand} />
          {look.isError && (
            <Alert
              variant="danger"
              isInline
              component="p"
              title={<ProblemText error={look.error} />}
            />
          )}
        </StatusRegion>
      </StackItem>
      {!isGoingOn && (
        <StackItem>
          <Acts
            file={file}
            isForetold={isForetold}
            isIdle={stand === "IDLE"}
            isLooking={look.isPending}
            onLook={again}
          />
        </StackItem>
      )}
      {isGoingOn && pass !== null && (
        <StackItem>
          <JobLink pass={pass} />
        </StackItem>
      )}
      {isForetold && undo !== null && (
        <StackItem>
          <ToggleGroup aria-label={t("undo.which")}>
            {(["UNDO_CHECK", "UNDO"] as const).map((one) => (
              <ToggleGroupItem
                key={one}
                text={t(`undo.list.${one}`)}
                isSelected={kind === one}
                onChange={() => list(one)}
              />
            ))}
          </ToggleGroup>
        </StackItem>
      )}
      {pass !== null && (
        <StackItem>
          <PassSummary pass={pass} file={file} kind={kind} />
        </StackItem>
      )}
      {pass !== null && !isGoingOn && (
        <StackItem>
          <VerdictTable key={kind} file={file} kind={kind} />
        </StackItem>
      )}
    </Stack>
  );
}

type Stand =
  | "NOTHING"
  | "NEW"
  | "LOOKING"
  | "FORETOLD"
  | "IDLE"
  | "UNDOING"
  | "UNDONE"
  | "PARTLY"
  | "STOPPED";

function standOf(file: UserImport): Stand {
  const { undo, undoCheck, undoable } = file;
  if (undo !== null && isOpen(undo.state)) {
    return "UNDOING";
  }
  if (undoCheck !== null && isOpen(undoCheck.state)) {
    return "LOOKING";
  }
  if (undoCheck !== null && isUndoChecked(file)) {
    return undoCheck.counts.removed + undoCheck.counts.updated === 0 ? "IDLE" : "FORETOLD";
  }
  if (undo === null) {
    return undoable === 0 ? "NOTHING" : "NEW";
  }
  if (undoable === 0) {
    return "UNDONE";
  }
  return isUndoStopped(file) ? "STOPPED" : "PARTLY";
}

/** How it stands, in words. */
function Said({ file, stand }: { file: UserImport; stand: Stand }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const { undo } = file;
  switch (stand) {
    case "NOTHING":
      return <Told title={t("undo.nothing.title")}>{t("undo.nothing.body")}</Told>;
    case "NEW":
      return <Content component="p">{t("undo.about")}</Content>;
    case "LOOKING":
      return <Content component="p">{t("progress.UNDO_CHECK")}</Content>;
    case "UNDOING":
      return <Content component="p">{t("progress.UNDO")}</Content>;
    case "FORETOLD":
      return <Told title={t("undo.foretold.title")}>{t("undo.foretold.body")}</Told>;
    case "IDLE":
      return <Told title={t("undo.idle.title")}>{t("undo.idle.body")}</Told>;
    case "UNDONE":
      return (
        <Told variant="success" title={t("undone.title")}>
          {(undo?.counts.removed ?? 0) > 0 ? t("undone.again") : t("undone.back")}
        </Told>
      );
    case "PARTLY":
      return (
        <Told variant="warning" title={t("undone.partly")}>
          {t("undone.left", { left: number(file.undoable) })}
        </Told>
      );
    case "STOPPED":
      return (
        <Told variant="warning" title={t("undoStopped.title")}>
          {t("undoStopped.body", {
            handled: number(undo === null ? 0 : handled(undo)),
            left: number(file.undoable),
          })}
        </Told>
      );
  }
}

interface ToldProps extends Pick<AlertProps, "variant"> {
  readonly title: string;
  readonly children: ReactNode;
}

function Told({ variant = "info", title, children }: ToldProps) {
  return (
    <Alert variant={variant} isInline component="p" title={title}>
      {children}
    </Alert>
  );
}

interface ActsProps {
  readonly file: UserImport;
  readonly isForetold: boolean;
  readonly isIdle: boolean;
  readonly isLooking: boolean;
  readonly onLook: () => void;
}

/** Looks first, undoes then; and looks again as often as one likes, for others go on changing users. */
function Acts({ file, isForetold, isIdle, isLooking, onLook }: ActsProps) {
  const { t } = useTranslation("imports");
  const { dateTime } = useFormat();
  const [isAsking, ask] = useState(false);
  const { undoCheck, undoable } = file;
  if (undoable === 0) {
    return null;
  }
  return (
    <>
      <Content component="p">{t("undo.until", { time: dateTime(file.keptUntil) })}</Content>
      {isForetold && (
        <Button variant="danger" isAriaDisabled={isIdle} onClick={() => ask(true)}>
          {t("undo.action")}
        </Button>
      )}{" "}
      <Button
        variant={isForetold ? "secondary" : "primary"}
        isLoading={isLooking}
        isAriaDisabled={isLooking}
        onClick={onLook}
      >
        {isForetold ? t("undo.again") : t("undo.look")}
      </Button>
      {isAsking && undoCheck !== null && (
        <UndoDialog file={file} check={undoCheck} onClose={() => ask(false)} />
      )}
    </>
  );
}
