import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  PageSection,
} from "@patternfly/react-core";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import { ProblemError } from "@shared/api/problem";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { NotFound } from "./shell/NotFound";

/** In place of a page that broke: what happened, the id to give to the administrator, and a way on. */
export function PageFault() {
  const { t } = useTranslation("app");
  const error = useRouteError();
  if (error instanceof ProblemError && error.status === 404) {
    return <NotFound />;
  }
  const correlationId = error instanceof ProblemError ? error.correlationId : undefined;
  return (
    <PageSection isFilled>
      <EmptyState
        titleText={t("fault.title")}
        headingLevel="h1"
        icon={ExclamationCircleIcon}
        status="danger"
      >
        <EmptyStateBody>
          {correlationId === undefined ? t("fault.body") : t("fault.bodyWithId", { correlationId })}
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button onClick={() => location.reload()}>{t("fault.reload")}</Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
}
