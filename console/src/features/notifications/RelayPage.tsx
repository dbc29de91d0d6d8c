import { Alert, Card, CardBody, Skeleton, Stack, StackItem } from "@patternfly/react-core";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { relayQuery } from "./queries";
import { RelayForm } from "./RelayForm";
import { RelayTest } from "./RelayTest";
import { outboxRoute } from "./routes";

export default function RelayPage() {
  const { t } = useTranslation("notifications");
  const relay = useQuery(relayQuery);
  return (
    <PageFrame title={t("relay.title")} description={t("relay.description")}>
      {relay.isError && <RowsFailed error={relay.error} onRetry={() => void relay.refetch()} />}
      {relay.isPending && <Skeleton screenreaderText={t("relay.loading")} />}
      {relay.data !== undefined && (
        <Stack hasGutter>
          {!relay.data.value.configured && (
            <StackItem>
              <Alert
                variant="info"
                isInline
                component="p"
                title={t("relay.none.title")}
                actionLinks={<Link to={outboxRoute.to()}>{t("relay.none.link")}</Link>}
              >
                {t("relay.none.body")}
              </Alert>
            </StackItem>
          )}
          <StackItem>
            <Card>
              <CardBody>
                <RelayForm relay={relay.data.value} etag={relay.data.etag} />
              </CardBody>
            </Card>
          </StackItem>
          {relay.data.value.configured && (
            <StackItem>
              <RelayTest />
            </StackItem>
          )}
        </Stack>
      )}
    </PageFrame>
  );
}
