import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from "@patternfly/react-core";
import CubesIcon from "@patternfly/react-icons/dist/esm/icons/cubes-icon";
import ExclamationCircleIcon from "@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import { ProblemError } from "@shared/api/problem";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** What an empty list says: what will be here, and how to begin. */
export interface Way {
  readonly title: string;
  readonly body: string;
  /** Buttons, the main one first. */
  readonly actions?: ReactNode;
}

type Props = { readonly way: Way } | { readonly onClearFilters: () => void };

export function NoRows(props: Props) {
  const { t } = useTranslation("shared");
  if ("way" in props) {
    const { title, body, actions } = props.way;
    return (
      <EmptyState titleText={title} headingLevel="h2" icon={CubesIcon}>
        <EmptyStateBody>{body}</EmptyStateBody>
        {actions !== undefined && (
          <EmptyStateFooter>
            <EmptyStateActions>{actions}</EmptyStateActions>
          </EmptyStateFooter>
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState titleText={t("noMatch.title")} headingLevel="h2" icon={SearchIcon}>
      <EmptyStateBody>{t("noMatch.body")}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="link" onClick={props.onClearFilters}>
            {t("filter.clearAll")}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

/** The rows could not be read: why, the id to give to the administrator, and another try. */
export function RowsFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation("shared");
  const correlationId = error instanceof ProblemError ? error.correlationId : undefined;
  return (
    <EmptyState
      titleText={t("failed.title")}
      headingLevel="h2"
      icon={ExclamationCircleIcon}
      status="danger"
    >
      <EmptyStateBody>
        {error.message}
        {correlationId !== undefined && <p>{t("problem.correlationId", { id: correlationId })}</p>}
      </EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={onRetry}>{t("failed.retry")}</Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
