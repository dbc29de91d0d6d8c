import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Skeleton,
} from "@patternfly/react-core";
import InboxIcon from "@patternfly/react-icons/dist/esm/icons/inbox-icon";
import SearchIcon from "@patternfly/react-icons/dist/esm/icons/search-icon";
import { useTranslation } from "react-i18next";
import type { MailFolder } from "./types";
import type { MailAddress } from "./use-mail-address";

/** In place of a list that has nothing in it. */
export function NoMessages({ folder, address }: { folder: MailFolder; address: MailAddress }) {
  const { t } = useTranslation("webmail");
  if (address.isFiltered) {
    const none = { unseen: false, flagged: false, query: "" };
    return (
      <EmptyState titleText={t("empty.noMatch")} headingLevel="h3" icon={SearchIcon} variant="sm">
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="link" onClick={() => address.go(address.toFiltered(folder.id, none))}>
              {t("empty.showAll")}
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    );
  }
  return (
    <EmptyState titleText={t("empty.title")} headingLevel="h3" icon={InboxIcon} variant="sm">
      <EmptyStateBody>{t(`empty.${folder.role ?? "OTHER"}`)}</EmptyStateBody>
    </EmptyState>
  );
}

const LINES = ["1", "2", "3", "4", "5", "6"];

export function ListSkeleton() {
  const { t } = useTranslation("webmail");
  return (
    <div className="muster-mail-skeleton">
      {LINES.map((line) => (
        <Skeleton key={line} height="3.5rem" screenreaderText={t("loading")} />
      ))}
    </div>
  );
}
