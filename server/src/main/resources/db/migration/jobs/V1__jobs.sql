CREATE TABLE jobs (
    id               uuid        PRIMARY KEY,
    organization_id  uuid        NOT NULL,
    kind             text        NOT NULL,
    state            text        NOT NULL
        CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED')),
    parameters       json        NOT NULL,
    position         bigint      NOT NULL DEFAULT 0,
    total            bigint,
    done             bigint      NOT NULL DEFAULT 0,
    skipped          bigint      NOT NULL DEFAULT 0,
    failed           bigint      NOT NULL DEFAULT 0,
    started_by       uuid        NOT NULL,
    started_by_name  text        NOT NULL,
    started_from     text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    ended_at         timestamptz,
    cancel_requested boolean     NOT NULL DEFAULT false
);
CREATE INDEX jobs_newest ON jobs (organization_id, id DESC);
CALL muster_protect('jobs');

CREATE TABLE job_items (
    job_id          uuid   NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    organization_id uuid   NOT NULL,
    number          bigint NOT NULL,
    subject_id      uuid   NOT NULL,
    subject_name    text   NOT NULL,
    verdict         text,
    reason          text,
    message         text,
    PRIMARY KEY (job_id, number)
);
CALL muster_protect('job_items');

-- The table of db-scheduler 16; its columns are the library's.
CREATE TABLE scheduled_tasks (
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
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
