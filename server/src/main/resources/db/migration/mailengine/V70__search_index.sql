-- Mailboxes whose messages the search index has to follow: one row each, however much changed. Filled with the notes of
-- changed usage, many at once, so that no delivery waits for it; the index itself knows how far it is.
CREATE TABLE mail_index_changes (
    owner_id        uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    -- Another one with each further change: what changed while it was followed is followed once more.
    number          bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX mail_index_changes_in_order ON mail_index_changes (number);
CALL muster_protect('mail_index_changes');

-- Mailboxes whose part of the index is built anew because a job wants it.
CREATE TABLE mail_reindexes (
    job_id          uuid   NOT NULL,
    organization_id uuid   NOT NULL,
    owner_id        uuid   NOT NULL,
    -- Its place among the items of the job, from 1.
    place           bigint NOT NULL,
    state           text   NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'PROCESSING', 'DONE')),
    messages        bigint NOT NULL DEFAULT 0,
    number          bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (job_id, owner_id)
);
-- Nobody is queued twice.
CREATE UNIQUE INDEX mail_reindexes_open ON mail_reindexes (owner_id) WHERE state <> 'DONE';
CREATE INDEX mail_reindexes_in_order ON mail_reindexes (number) WHERE state <> 'DONE';
CALL muster_protect('mail_reindexes');
