import { Alert, Button, Content, Stack, StackItem } from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { useTranslation } from "react-i18next";
import { JobLink } from "./JobLink";
import { PassSummary } from "./PassSummary";
import { PasswordEstimate } from "./PasswordEstimate";
import {
  changing,
  type ImportPass,
  isChecked,
  isOpen,
  lacksPassword,
  type UserImport,
} from "./queries";
import { StatusRegion } from "./StatusRegion";
import { useBegin } from "./use-begin";
import { VerdictTable } from "./VerdictTable";

/** What would happen to each row; nothing has happened yet. */
export function CheckStep({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const begin = useBegin(file, "CHECK");
  const { check } = file;
  const isGoingOn = check !== null && isOpen(check.state);
  const stand = isGoingOn ? "CHECKING" : isChecked(file) ? "CHECKED" : "STALE";
  return (
    <Stack hasGutter>
      <StackItem>
        <StatusRegion of={stand}>
          {stand === "CHECKING" && <Content component="p">{t("progress.CHECK")}</Content>}
          {stand === "STALE" && (
            <Alert
              variant={begin.isError ? "danger" : "warning"}
              isInline
              component="p"
              title={begin.isError ? <ProblemText error={begin.error} /> : t("checked.stale")}
            />
          )}
          {stand === "CHECKED" && check !== null && <Checked check={check} />}
        </StatusRegion>
      </StackItem>
      {stand === "CHECKING" && check !== null && (
        <StackItem>
          <JobLink pass={check} />
        </StackItem>
      )}
      {stand === "STALE" && (
        <StackItem>
          <Button
            variant="secondary"
            isLoading={begin.isPending}
            isAriaDisabled={begin.isPending}
            onClick={() => begin.mutate()}
          >
            {t("check")}
          </Button>
        </StackItem>
      )}
      {stand === "CHECKED" && check !== null && <Warnings file={file} check={check} />}
      {stand !== "STALE" && check !== null && (
        <StackItem>
          <PassSummary file={file} pass={check} kind="CHECK" />
        </StackItem>
      )}
      {stand === "CHECKED" && (
        <StackItem>
          <VerdictTable file={file} kind="CHECK" />
        </StackItem>
      )}
    </Stack>
  );
}

function Checked({ check }: { check: ImportPass }) {
  const { t } = useTranslation("imports");
  const isIdle = changing(check) === 0;
  return (
    <Alert
      variant="info"
      isInline
      component="p"
      title={isIdle ? t("checked.nothing") : t("checked.title")}
    >
      {isIdle ? t("checked.nothingBody") : t("checked.body")}
    </Alert>
  );
}

/** What is to be known before the import begins. */
function Warnings({ file, check }: { file: UserImport; check: ImportPass }) {
  const { t } = useTranslation("imports");
  const { deleted } = check.counts;
  return (
    <>
      {lacksPassword(file) && (
        <StackItem>
          <Alert variant="danger" isInline component="p" title={t("checked.lacksPassword")}>
            {t("checked.lacksPasswordBody")}
          </Alert>
        </StackItem>
      )}
      {check.passwords > 0 && (
        <StackItem>
          <PasswordEstimate check={check} />
        </StackItem>
      )}
      {deleted > 0 && (
        <StackItem>
          <Alert
            variant="warning"
            isInline
            component="p"
            title={t("checked.deletes", { count: deleted })}
          >
            {t("checked.deletesBody")}
          </Alert>
        </StackItem>
      )}
    </>
  );
}
