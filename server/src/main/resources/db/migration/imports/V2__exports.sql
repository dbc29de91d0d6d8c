-- A file of all users, made by a job.
CREATE TABLE exports (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    job_id          uuid        NOT NULL,
    created_by      uuid        NOT NULL,
    created_by_name text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    row_count       bigint      NOT NULL DEFAULT 0,
    file_size       bigint      NOT NULL DEFAULT 0,
    -- The last user that is in the file.
    last_user_id    uuid
);
CREATE INDEX exports_newest ON exports (organization_id, id DESC);
CREATE INDEX exports_by_age ON exports (created_at);
CALL muster_protect('exports');

CREATE TABLE export_blocks (
    export_id       uuid   NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
    organization_id uuid   NOT NULL,
    number          bigint NOT NULL,
    content         bytea  NOT NULL,
    PRIMARY KEY (export_id, number)
);
CALL muster_protect('export_blocks');
