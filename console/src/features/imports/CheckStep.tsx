import { Alert, Button, Stack, StackItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { PassSummary } from "./PassSummary";
import { changing, isChecked, isOpen, lacksPassword, type UserImport } from "./queries";
import { useBegin } from "./use-begin";
import { VerdictTable } from "./VerdictTable";

/** What would happen to each row; nothing has happened yet. */
export function CheckStep({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const { check } = file;
  if (check !== null && isOpen(check.state)) {
    return <PassSummary file={file} pass={check} kind="CHECK" />;
  }
  if (check === null || !isChecked(file)) {
    return <CheckAgain file={file} />;
  }
  const { deleted } = check.counts;
  const isIdle = changing(check) === 0;
  return (
    <Stack hasGutter>
      <StackItem>
        <Alert
          variant="info"
          isInline
          component="p"
          title={isIdle ? t("checked.nothing") : t("checked.title")}
        >
          {isIdle ? t("checked.nothingBody") : t("checked.body")}
        </Alert>
      </StackItem>
      {lacksPassword(file) && (
        <StackItem>
          <Alert variant="danger" isInline component="p" title={t("checked.lacksPassword")}>
            {t("checked.lacksPasswordBody")}
          </Alert>
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
      <StackItem>
        <PassSummary file={file} pass={check} kind="CHECK" />
      </StackItem>
      <StackItem>
        <VerdictTable file={file} kind="CHECK" />
      </StackItem>
    </Stack>
  );
}

/** The check broke off, or something was changed since. */
function CheckAgain({ file }: { file: UserImport }) {
  const { t } = useTranslation("imports");
  const begin = useBegin(file, "CHECK");
  return (
    <Stack hasGutter>
      <StackItem>
        <Alert
          variant={begin.isError ? "danger" : "warning"}
          isInline
          isLiveRegion
          component="p"
          title={begin.isError ? begin.error.message : t("checked.stale")}
        />
      </StackItem>
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
    </Stack>
  );
}
