import {
  Alert,
  Button,
  Card,
  CardBody,
  Flex,
  Spinner,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { idempotencyKey } from "@shared/api/client";
import { ProblemText } from "@shared/forms/ProblemText";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { directoryQuery } from "./queries";
import { RunOutcome } from "./RunOutcome";
import { RunsTable } from "./RunsTable";
import { directoriesRoute, directoryRoute } from "./routes";
import { SyncSchedule } from "./SyncSchedule";
import { isAtWork, runsQuery, startSync, syncKey } from "./sync-queries";

/** How users of a directory follow their entries: when, what differs, and what became of it. */
export default function SyncPage() {
  const { t } = useTranslation("directories");
  const organizationId = useOrganizationId();
  const { directoryId = "" } = useParams();
  const place = { organizationId, directoryId };
  const isManager = useCan()("directories:manage");
  const directory = useQuery(directoryQuery(organizationId, directoryId));
  const runs = useQuery(runsQuery(place));
  const queries = useQueryClient();
  const [fault, setFault] = useState<unknown>();
  const crumbs = [
    { label: t("title"), to: directoriesRoute.to({ organizationId }) },
    { label: directory.data?.value.name ?? t("one"), to: directoryRoute.to(place) },
  ];
  const start = async (apply: boolean) => {
    setFault(undefined);
    try {
      await startSync(place, apply, idempotencyKey());
    } catch (error) {
      setFault(error);
    }
    await queries.invalidateQueries({ queryKey: syncKey(place) });
  };
  const newest = runs.data?.[0];
  const isBusy = newest !== undefined && isAtWork(newest);
  return (
    <PageFrame
      title={t("sync.title")}
      description={t("sync.description")}
      crumbs={crumbs}
      actions={
        isManager && (
          <Flex gap={{ default: "gapMd" }}>
            <Button variant="secondary" isDisabled={isBusy} onClick={() => void start(false)}>
              {t("sync.preview")}
            </Button>
            <Button isDisabled={isBusy} onClick={() => void start(true)}>
              {t("sync.verb")}
            </Button>
          </Flex>
        )
      }
    >
      <Stack hasGutter>
        {fault !== undefined && (
          <StackItem>
            <Alert variant="danger" isInline isLiveRegion component="p" title={t("sync.refused")}>
              <ProblemText error={fault} />
            </Alert>
          </StackItem>
        )}
        <StackItem>
          <SyncSchedule place={place} isReadOnly={!isManager} />
        </StackItem>
        {runs.isError && (
          <StackItem>
            <RowsFailed error={runs.error} onRetry={() => void runs.refetch()} />
          </StackItem>
        )}
        {runs.isPending && <Spinner aria-label={t("loading")} />}
        {newest !== undefined && (
          <StackItem>
            <Card>
              <CardBody>
                <RunOutcome key={newest.id} place={place} run={newest} isManager={isManager} />
              </CardBody>
            </Card>
          </StackItem>
        )}
        {runs.data !== undefined && runs.data.length > 0 && (
          <StackItem>
            <RunsTable runs={runs.data} />
          </StackItem>
        )}
      </Stack>
    </PageFrame>
  );
}
