import { EmptyState, EmptyStateBody, Skeleton } from "@patternfly/react-core";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { ComposeForm } from "./ComposeForm";
import { sendersOf } from "./draft";
import { mailboxesQuery } from "./queries";
import { mailRoute } from "./routes";
import { type KEPT, useStartingLetter } from "./use-starting-letter";
import "./webmail.css";

/** A message that is written: a new one, an answer, or a draft that goes on. */
export default function ComposePage() {
  const { t } = useTranslation("webmail");
  const location = useLocation();
  const mailboxes = useQuery(mailboxesQuery);
  const [letter, setLetter] = useState({ key: location.key, search: location.search });
  const isSame = (location.state as typeof KEPT | null)?.isSameLetter === true;
  if (letter.key !== location.key && !isSame) {
    setLetter({ key: location.key, search: location.search });
  }
  const senders = sendersOf(mailboxes.data?.items ?? []);
  const start = useStartingLetter(letter.search, senders);
  const error = mailboxes.error ?? start.error;
  const crumbs = [{ label: t("title"), to: mailRoute.to() }];
  if (start.data !== undefined && error === null) {
    return <ComposeForm key={letter.key} start={start.data} senders={senders} />;
  }
  return (
    <PageFrame title={t("compose.title.new")} crumbs={crumbs}>
      {error !== null ? (
        <RowsFailed
          error={error}
          onRetry={() => {
            void mailboxes.refetch();
            start.retry();
          }}
        />
      ) : mailboxes.isSuccess && senders.length === 0 ? (
        <EmptyState titleText={t("noMailbox.title")} headingLevel="h2">
          <EmptyStateBody>{t("noMailbox.body")}</EmptyStateBody>
        </EmptyState>
      ) : (
        <Skeleton height="20rem" screenreaderText={t("loading")} />
      )}
    </PageFrame>
  );
}
