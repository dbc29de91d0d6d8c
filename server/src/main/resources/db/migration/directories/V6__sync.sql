-- What the entry of a user said when it was compared last: what follows it from then on is what was
-- taken from it. Who was disabled because of his entry is enabled again with it.
ALTER TABLE directory_users
    ADD COLUMN seen             jsonb,
    ADD COLUMN disabled_by_sync boolean NOT NULL DEFAULT false;

-- Whether, when and how the users of a directory follow their entries.
CREATE TABLE directory_syncs (
    directory_id    uuid        PRIMARY KEY REFERENCES directories ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    creates_users   boolean     NOT NULL DEFAULT false,
    -- Null while nothing happens by itself.
    every_minutes   integer     CHECK (every_minutes BETWEEN 15 AND 1440),
    next_run_at     timestamptz,
    version         integer     NOT NULL DEFAULT 1,
    CHECK ((every_minutes IS NULL) = (next_run_at IS NULL))
);
CREATE INDEX directory_syncs_due ON directory_syncs (next_run_at);
CALL muster_protect('directory_syncs');

-- One comparison of a directory with its users, and what became of it.
CREATE TABLE directory_sync_runs (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    directory_id    uuid        NOT NULL REFERENCES directories ON DELETE CASCADE,
    -- What was read with these settings is not applied after they changed.
    settings        integer     NOT NULL,
    -- Whether the differences are applied at once, where no guard says no.
    applies         boolean     NOT NULL,
    scheduled       boolean     NOT NULL,
    state           text        NOT NULL DEFAULT 'READING'
        CHECK (state IN ('READING', 'COMPARED', 'STOPPED', 'APPLYING', 'DONE', 'FAILED')),
    reason          text        NOT NULL DEFAULT '',
    started_by_name text        NOT NULL,
    started_at      timestamptz NOT NULL DEFAULT now(),
    -- A server that was killed says nothing more.
    alive_at        timestamptz NOT NULL DEFAULT now(),
    ended_at        timestamptz,
    entries         integer     NOT NULL DEFAULT 0,
    linked          integer     NOT NULL DEFAULT 0,
    newcomers       integer     NOT NULL DEFAULT 0,
    -- How many differences there are of each kind.
    counts          jsonb       NOT NULL DEFAULT '{}',
    job_id          uuid
);
CREATE UNIQUE INDEX directory_sync_runs_one_at_work ON directory_sync_runs (directory_id)
    WHERE state IN ('READING', 'APPLYING');
CREATE INDEX directory_sync_runs_by_directory ON directory_sync_runs (directory_id, id);
CREATE INDEX directory_sync_runs_by_job ON directory_sync_runs (job_id) WHERE job_id IS NOT NULL;
CALL muster_protect('directory_sync_runs');

CREATE TABLE directory_sync_differences (
    id              uuid   PRIMARY KEY,
    organization_id uuid   NOT NULL,
    run_id          uuid   NOT NULL REFERENCES directory_sync_runs ON DELETE CASCADE,
    kind            text   NOT NULL
        CHECK (kind IN ('CHANGED', 'MOVED', 'DISABLED', 'ENABLED', 'VANISHED', 'NEW', 'REFUSED')),
    -- Of somebody new the id that he is to have.
    user_id         uuid   NOT NULL,
    name            text   NOT NULL,
    entry_name      text   NOT NULL,
    fields          text[] NOT NULL,
    message         text   NOT NULL,
    -- As it was read; null for who has none any more.
    entry           jsonb
);
CREATE INDEX directory_sync_differences_by_run ON directory_sync_differences (run_id, id);
CALL muster_protect('directory_sync_differences');
