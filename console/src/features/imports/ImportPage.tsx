import { Alert, Flex, FlexItem, Stack, StackItem } from "@patternfly/react-core";
import { places } from "@shared/routing/places";
import { useOrganizationId } from "@shared/session/me";
import { LinkButton } from "@shared/ui/LinkButton";
import { PageFrame } from "@shared/ui/PageFrame";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { ImportFrame } from "./ImportFrame";
import { ImportStateLabel, stateOf } from "./ImportStateLabel";
import { PassSummary } from "./PassSummary";
import { type ImportPass, isAtWork, isOpen, type UserImport } from "./queries";
import { newImportRoute, undoRoute } from "./routes";
import { StatusRegion } from "./StatusRegion";
import { VerdictTable } from "./VerdictTable";

/** The run of a file: how far it is, then what became of each row. */
export default function ImportPage() {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  return (
    <ImportFrame title={t("one")}>
      {(file, crumbs) =>
        file.run === null ? (
          <Navigate to={newImportRoute.to({ organizationId }, { import: file.id })} replace />
        ) : (
          <PageFrame
            title={file.fileName}
            badges={<ImportStateLabel file={file} />}
            crumbs={crumbs}
            actions={<Actions file={file} run={file.run} />}
          >
            <Result file={file} run={file.run} />
          </PageFrame>
        )
      }
    </ImportFrame>
  );
}

interface Props {
  readonly file: UserImport;
  readonly run: ImportPass;
}

function Actions({ file, run }: Props) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const isStopped = stateOf(file) === "STOPPED";
  return (
    <Flex gap={{ default: "gapMd" }}>
      {run.state !== null && (
        <FlexItem>
          <LinkButton variant="secondary" to={places.job.to({ organizationId, jobId: run.jobId })}>
            {t("job")}
          </LinkButton>
        </FlexItem>
      )}
      {(file.undoable > 0 || file.undo !== null) && !isOpen(run.state) && (
        <FlexItem>
          <LinkButton variant="secondary" to={undoRoute.to({ organizationId, importId: file.id })}>
            {file.undo === null ? t("undo.action") : t("undo.show")}
          </LinkButton>
        </FlexItem>
      )}
      {!isAtWork(file) && (
        <FlexItem>
          <LinkButton
            to={newImportRoute.to({ organizationId }, isStopped ? { import: file.id } : {})}
          >
            {isStopped ? t("goOn") : t("next")}
          </LinkButton>
        </FlexItem>
      )}
    </Flex>
  );
}

function Result({ file, run }: Props) {
  const state = stateOf(file);
  return (
    <Stack hasGutter>
      <StackItem>
        <StatusRegion of={state}>
          <Said state={state} />
        </StatusRegion>
      </StackItem>
      <StackItem>
        <PassSummary file={file} pass={run} kind="RUN" />
      </StackItem>
      {state !== "RUNNING" && (
        <StackItem>
          <VerdictTable file={file} kind="RUN" />
        </StackItem>
      )}
    </Stack>
  );
}

/** What is to be known of a run that is over. */
function Said({ state }: { state: ReturnType<typeof stateOf> }) {
  const { t } = useTranslation("imports");
  switch (state) {
    case "ERRORS":
      return (
        <Alert variant="warning" isInline component="p" title={t("errors.title")}>
          {t("errors.body")}
        </Alert>
      );
    case "STOPPED":
      return (
        <Alert variant="danger" isInline component="p" title={t("stopped.title")}>
          {t("stopped.body")}
        </Alert>
      );
    case "UNDONE":
    case "PARTLY_UNDONE":
    case "UNDO_STOPPED":
      return (
        <Alert
          variant="info"
          isInline
          component="p"
          title={
            state === "UNDO_STOPPED"
              ? t("undoStopped.title")
              : t(state === "UNDONE" ? "undone.title" : "undone.partly")
          }
        >
          {t("undone.body")}
        </Alert>
      );
    default:
      return null;
  }
}
