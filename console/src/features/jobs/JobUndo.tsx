import { Alert, Button, Content, FlexItem, StackItem } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { places } from "@shared/routing/places";
import { useCan } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { isUndoCheck } from "./kind-label";
import { hasEnded, type Job, jobQuery, jobTalliesQuery, undoJob, undoQuery } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly job: Job;
}

/** Of more users than this nobody should bring back all with one click. */
const LARGE = 1_000;

/** What this job has to do with an undo: it was undone, it undoes another, it says what that would be. */
export function UndoNotice({ organizationId, job }: Props) {
  const { t } = useTranslation("jobs");
  const undo = useQuery({
    ...jobQuery(organizationId, job.undoneBy ?? ""),
    enabled: job.undoneBy !== null,
  }).data;
  if (job.undoneBy !== null) {
    const isGoingOn = undo !== undefined && !hasEnded(undo);
    return (
      <StackItem>
        <Alert
          variant="info"
          isInline
          component="p"
          title={isGoingOn ? t("undo.undoing") : t("undo.undoneBy")}
          actionLinks={
            <Link to={places.job.to({ organizationId, jobId: job.undoneBy })}>
              {t("undo.toUndo")}
            </Link>
          }
        />
      </StackItem>
    );
  }
  if (job.undoes === null) {
    return null;
  }
  return isUndoCheck(job.kind) ? (
    <Foretold organizationId={organizationId} job={job} undoes={job.undoes} />
  ) : (
    <StackItem>
      <ToJob organizationId={organizationId} jobId={job.undoes} />
    </StackItem>
  );
}

function ToJob(props: { readonly organizationId: string; readonly jobId: string }) {
  const { t } = useTranslation("jobs");
  return <Link to={places.job.to(props)}>{t("undo.toJob")}</Link>;
}

/** How many items would go back; undefined while it is not known. */
function useGoingBack({ organizationId, job }: Props): number | undefined {
  const tallies = useQuery(jobTalliesQuery(organizationId, job.id)).data?.items;
  return tallies
    ?.filter(({ verdict }) => verdict === "DONE")
    .reduce((sum, { count }) => sum + count, 0);
}

function Foretold({ organizationId, job, undoes }: Props & { readonly undoes: string }) {
  const { t } = useTranslation("jobs");
  const standing = useQuery(undoQuery(organizationId, undoes)).data;
  const count = useGoingBack({ organizationId, job });
  const isOver = standing !== undefined && standing.refusal !== null;
  const isIdle = hasEnded(job) && count === 0;
  const title = isOver ? t("undo.over") : isIdle ? t("undo.idle") : t("undo.foretold");
  return (
    <StackItem>
      <Alert
        variant="info"
        isInline
        component="p"
        title={title}
        actionLinks={<ToJob organizationId={organizationId} jobId={undoes} />}
      >
        {!isOver && (
          <Content component="p">{isIdle ? t("undo.idleBody") : t("undo.foretoldBody")}</Content>
        )}
      </Alert>
    </StackItem>
  );
}

/** The button that looks what undo of this job would do, or does it when this job has looked. */
export function UndoAction({ organizationId, job }: Props) {
  if (!hasEnded(job)) {
    return null;
  }
  return job.undoes !== null && isUndoCheck(job.kind) ? (
    <Undo organizationId={organizationId} job={job} undoes={job.undoes} />
  ) : (
    <Look organizationId={organizationId} job={job} />
  );
}

/** Whether the job can be undone now, and by whoever looks at it. */
function useIsUndoable(organizationId: string, jobId: string): boolean {
  const can = useCan();
  const standing = useQuery(undoQuery(organizationId, jobId)).data;
  return (
    standing !== undefined &&
    standing.refusal === null &&
    standing.permission !== null &&
    can(standing.permission)
  );
}

function Look({ organizationId, job }: Props) {
  const { t } = useTranslation("jobs");
  const navigate = useNavigate();
  const look = useMutation({
    mutationFn: () => undoJob(organizationId, job.id, true),
    onSuccess: (jobId) => navigate(places.job.to({ organizationId, jobId })),
    onError: (error) => toast({ variant: "danger", title: error.message }),
  });
  return useIsUndoable(organizationId, job.id) ? (
    <FlexItem>
      <Button
        variant="secondary"
        isLoading={look.isPending}
        isAriaDisabled={look.isPending}
        onClick={() => look.mutate()}
      >
        {look.isPending ? t("undo.looks") : t("undo.look")}
      </Button>
    </FlexItem>
  ) : null;
}

function Undo({ organizationId, job, undoes }: Props & { readonly undoes: string }) {
  const { t } = useTranslation("jobs");
  const { number } = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asks, ask] = useState(false);
  const count = useGoingBack({ organizationId, job });
  const isUndoable = useIsUndoable(organizationId, undoes);
  if (!isUndoable || count === undefined || count === 0) {
    return null;
  }
  return (
    <FlexItem>
      <Button variant="danger" onClick={() => ask(true)}>
        {t("undo.confirm")}
      </Button>
      {asks && (
        <ConfirmDialog
          title={t("undo.title")}
          confirm={t("undo.confirm")}
          isDanger
          {...(count > LARGE ? { typed: String(count) } : {})}
          onConfirm={async () => {
            const jobId = await undoJob(organizationId, undoes, false);
            toast({ variant: "success", title: t("undo.started") });
            await queries.invalidateQueries({ queryKey: ["jobs", organizationId] });
            await navigate(places.job.to({ organizationId, jobId }));
          }}
          onClose={() => ask(false)}
        >
          <Content component="p">{t("undo.body", { count, shown: number(count) })}</Content>
          <Content component="p">{t("undo.once")}</Content>
        </ConfirmDialog>
      )}
    </FlexItem>
  );
}
