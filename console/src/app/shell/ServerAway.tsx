import {
  Bullseye,
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from "@patternfly/react-core";
import DisconnectedIcon from "@patternfly/react-icons/dist/esm/icons/disconnected-icon";
import { ProblemError } from "@shared/api/problem";
import { useTranslation } from "react-i18next";

/** Nothing can be shown because the server does not say who is signed in. */
export function ServerAway({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t } = useTranslation("app");
  const correlationId = error instanceof ProblemError ? error.correlationId : undefined;
  return (
    <Bullseye className="muster-full-height" role="main">
      <EmptyState
        titleText={t("away.title")}
        headingLevel="h1"
        icon={DisconnectedIcon}
        status="danger"
      >
        <EmptyStateBody>
          {correlationId === undefined ? t("away.body") : t("fault.bodyWithId", { correlationId })}
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button onClick={onRetry}>{t("away.retry")}</Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </Bullseye>
  );
}
