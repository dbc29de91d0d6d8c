-- Why a job ended before its last item; empty when it didn't.
ALTER TABLE jobs ADD COLUMN reason text NOT NULL DEFAULT '';

-- Whose cancellation was asked for. A table of its own, because the step at hand holds the lock on the job's row.
CREATE TABLE job_cancellations (
    job_id          uuid        PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    asked_at        timestamptz NOT NULL DEFAULT now()
);
CALL muster_protect('job_cancellations');
ALTER TABLE jobs DROP COLUMN cancel_requested;

CREATE INDEX jobs_by_starter ON jobs (organization_id, started_by, id DESC);
CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX job_items_by_verdict ON job_items (job_id, verdict, reason, number);

-- Recurring work has a line of its own, so that long jobs don't keep mails waiting.
CREATE TABLE recurring_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX recurring_tasks_by_time ON recurring_tasks (execution_time);
CREATE INDEX recurring_tasks_by_heartbeat ON recurring_tasks (last_heartbeat);
