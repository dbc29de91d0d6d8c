import {
  Alert,
  Button,
  Card,
  CardBody,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Flex,
  FlexItem,
  Skeleton,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { places } from "@shared/routing/places";
import { useCan, useOrganizationId } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { useFormat } from "@shared/ui/format";
import { PageFrame } from "@shared/ui/PageFrame";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { JobItems } from "./JobItems";
import { JobProgress } from "./JobProgress";
import { JobStateLabel } from "./JobStateLabel";
import { UndoAction, UndoNotice } from "./JobUndo";
import { isUndoCheck, useKindLabel } from "./kind-label";
import { cancelJob, hasEnded, type Job, jobQuery, resultAddress } from "./queries";

export default function JobPage() {
  const { t } = useTranslation("jobs");
  const organizationId = useOrganizationId();
  const { jobId = "" } = useParams();
  const can = useCan();
  const label = useKindLabel();
  const job = useQuery(jobQuery(organizationId, jobId));
  const crumbs = can("jobs:read")
    ? [{ label: t("title"), to: places.jobs.to({ organizationId }) }]
    : [];
  if (job.data === undefined) {
    return (
      <PageFrame title={t("one")} crumbs={crumbs}>
        {job.isError ? (
          <RowsFailed error={job.error} onRetry={() => void job.refetch()} />
        ) : (
          <Skeleton screenreaderText={t("loading")} />
        )}
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={label(job.data.kind)}
      badges={<JobStateLabel state={job.data.state} />}
      crumbs={crumbs}
      actions={<Actions organizationId={organizationId} job={job.data} />}
    >
      <Stack hasGutter>
        <UndoNotice organizationId={organizationId} job={job.data} />
        <StackItem>
          <Summary job={job.data} />
        </StackItem>
        <StackItem>
          <JobItems
            organizationId={organizationId}
            jobId={jobId}
            isConditional={isUndoCheck(job.data.kind)}
          />
        </StackItem>
      </Stack>
    </PageFrame>
  );
}

function Actions({ organizationId, job }: { organizationId: string; job: Job }) {
  const { t } = useTranslation("jobs");
  const can = useCan();
  const queries = useQueryClient();
  const [asks, ask] = useState(false);
  const isCancellable = !hasEnded(job) && can("jobs:cancel");
  return (
    <Flex gap={{ default: "gapMd" }}>
      {isCancellable && (
        <FlexItem>
          <Button
            variant="secondary"
            isAriaDisabled={job.cancelRequested}
            onClick={() => ask(true)}
          >
            {job.cancelRequested ? t("cancel.asked") : t("cancel.ask")}
          </Button>
        </FlexItem>
      )}
      <UndoAction organizationId={organizationId} job={job} />
      <FlexItem>
        <Button
          variant="secondary"
          component="a"
          href={resultAddress(organizationId, job.id)}
          icon={<DownloadIcon />}
          download
        >
          {t("download")}
        </Button>
      </FlexItem>
      {asks && (
        <ConfirmDialog
          title={t("cancel.title")}
          confirm={t("cancel.confirm")}
          cancel={t("cancel.keep")}
          onConfirm={async () => {
            await cancelJob(organizationId, job.id);
            toast({ variant: "success", title: t("cancel.done") });
            await queries.invalidateQueries({ queryKey: ["jobs", organizationId] });
          }}
          onClose={() => ask(false)}
        >
          {t("cancel.body")}
        </ConfirmDialog>
      )}
    </Flex>
  );
}

function Summary({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const { number } = useFormat();
  const isConditional = isUndoCheck(job.kind);
  return (
    <Card>
      <CardBody>
        <Stack hasGutter>
          {job.reason !== "" && (
            <StackItem>
              <Alert
                variant="danger"
                isInline
                component="p"
                title={t(`reason.${job.reason.replaceAll(".", "-")}`, { defaultValue: job.reason })}
              />
            </StackItem>
          )}
          <StackItem>
            <JobProgress job={job} />
          </StackItem>
          <StackItem>
            <DescriptionList columnModifier={{ default: "1Col", md: "3Col" }}>
              <Fact term={isConditional ? t("would.DONE") : t("columns.done")}>
                {number(job.done)}
              </Fact>
              <Fact term={isConditional ? t("would.SKIPPED") : t("columns.skipped")}>
                {number(job.skipped)}
              </Fact>
              <Fact term={t("columns.failed")}>{number(job.failed)}</Fact>
              <Fact term={t("columns.startedBy")}>{job.startedByName}</Fact>
              <Fact term={t("columns.createdAt")}>
                <Time of={job.createdAt} />
              </Fact>
              <Fact term={t("columns.endedAt")}>
                <Time of={job.endedAt} none={t("notYet")} />
              </Fact>
            </DescriptionList>
          </StackItem>
        </Stack>
      </CardBody>
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
