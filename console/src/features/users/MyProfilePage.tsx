import { Alert, Spinner, Stack, StackItem } from "@patternfly/react-core";
import { OwnDefaultMailboxCard } from "@shared/mailboxes/DefaultMailboxCard";
import { OwnUsageCard } from "@shared/mailboxes/UsageCard";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MyFacts } from "./MyFacts";
import { MyProfileForm } from "./MyProfileForm";
import { myMailQuery, myProfileQuery } from "./queries";

/** One's own profile: what the organization lets one edit, and the rest to read. */
export default function MyProfilePage() {
  const { t } = useTranslation("users");
  const found = useQuery(myProfileQuery);
  const usage = useQuery(myMailQuery).data?.usage;
  return (
    <PageFrame title={t("mine.title")} description={t("mine.body")}>
      {found.isError && <RowsFailed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Spinner size="lg" aria-label={t("loading")} />}
      {found.data !== undefined && (
        <Stack hasGutter>
          {found.data.value.locked && (
            <StackItem>
              <Alert variant="info" isInline title={t("mine.locked")}>
                {t("mine.lockedBody")}
              </Alert>
            </StackItem>
          )}
          <StackItem>
            <MyFacts mine={found.data.value} />
          </StackItem>
          <StackItem>
            <OwnDefaultMailboxCard />
          </StackItem>
          {usage !== null && usage !== undefined && (
            <StackItem>
              <OwnUsageCard usage={usage} />
            </StackItem>
          )}
          <StackItem>
            {found.data.value.editable.length > 0 && (
              <MyProfileForm mine={found.data.value} etag={found.data.etag} />
            )}
          </StackItem>
        </Stack>
      )}
    </PageFrame>
  );
}
