import { Alert, Button, Content, Stack, StackItem } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useOrganizationId } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PassSummary } from "./PassSummary";
import {
  type ImportPass,
  importsKey,
  isOpen,
  isUndoChecked,
  startPass,
  type UserImport,
} from "./queries";
import { useBegin } from "./use-begin";
import { VerdictTable } from "./VerdictTable";

/** Where the undo of an import stands, and what to do next. */
export function Undo({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const { undo, undoCheck } = file;
  if (undo !== null && isOpen(undo.state)) {
    return <PassSummary pass={undo} file={file} kind="UNDO" />;
  }
  if (undoCheck !== null && isOpen(undoCheck.state)) {
    return <PassSummary pass={undoCheck} file={file} kind="UNDO_CHECK" />;
  }
  if (undoCheck !== null && isUndoChecked(file)) {
    return <Foretold file={file} check={undoCheck} />;
  }
  if (undo !== null) {
    return <Undone file={file} undo={undo} />;
  }
  return file.undoable === 0 ? (
    <Alert variant="info" isInline component="p" title={t("undo.nothing.title")}>
      {t("undo.nothing.body")}
    </Alert>
  ) : (
    <Look file={file} />
  );
}

/** Says what undo does, and begins to find out what that is here. */
function Look({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const { dateTime } = useFormat();
  const begin = useBegin(file, "UNDO_CHECK");
  return (
    <Stack hasGutter>
      {begin.isError && (
        <StackItem>
          <Alert variant="danger" isInline isLiveRegion component="p" title={begin.error.message} />
        </StackItem>
      )}
      <StackItem>
        <Content component="p">{t("undo.about")}</Content>
        <Content component="p">{t("undo.until", { time: dateTime(file.keptUntil) })}</Content>
      </StackItem>
      <StackItem>
        <Button
          isLoading={begin.isPending}
          isAriaDisabled={begin.isPending}
          onClick={() => begin.mutate()}
        >
          {t("undo.look")}
        </Button>
      </StackItem>
    </Stack>
  );
}

/** What undo would do; nothing has happened yet. */
function Foretold({ file, check }: { file: UserImport; check: ImportPass }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const [isAsking, ask] = useState(false);
  const { removed, updated } = check.counts;
  const isIdle = removed + updated === 0;
  return (
    <Stack hasGutter>
      <StackItem>
        <Alert
          variant="info"
          isInline
          component="p"
          title={isIdle ? t("undo.idle.title") : t("undo.foretold.title")}
        >
          {isIdle ? t("undo.idle.body") : t("undo.foretold.body")}
        </Alert>
      </StackItem>
      <StackItem>
        <PassSummary pass={check} file={file} kind="UNDO_CHECK" />
      </StackItem>
      <StackItem>
        <Button variant="danger" isAriaDisabled={isIdle} onClick={() => ask(true)}>
          {t("undo.action")}
        </Button>
      </StackItem>
      <StackItem>
        <VerdictTable file={file} kind="UNDO_CHECK" />
      </StackItem>
      {isAsking && (
        <ConfirmDialog
          title={t("undo.ask.title", { name: file.fileName })}
          confirm={t("undo.action")}
          isDanger
          {...(removed > 0 ? { typed: file.fileName } : {})}
          onConfirm={async () => {
            await startPass(organizationId, file.id, "UNDO");
            await queries.invalidateQueries({ queryKey: importsKey(organizationId) });
          }}
          onClose={() => ask(false)}
        >
          {t("undo.ask.body", { removed: number(removed), updated: number(updated) })}
        </ConfirmDialog>
      )}
    </Stack>
  );
}

/** What undo did, and what it left. */
function Undone({ file, undo }: { file: UserImport; undo: ImportPass }) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const isWhole = file.undoable === 0;
  return (
    <Stack hasGutter>
      <StackItem>
        <Alert
          variant={isWhole ? "success" : "warning"}
          isInline
          component="p"
          title={isWhole ? t("undone.title") : t("undone.partly")}
        >
          {isWhole ? t("undone.again") : t("undone.left", { left: number(file.undoable) })}
        </Alert>
      </StackItem>
      <StackItem>
        <PassSummary pass={undo} file={file} kind="UNDO" />
      </StackItem>
      <StackItem>
        <VerdictTable file={file} kind="UNDO" />
      </StackItem>
      {!isWhole && (
        <StackItem>
          <Look file={file} />
        </StackItem>
      )}
    </Stack>
  );
}
