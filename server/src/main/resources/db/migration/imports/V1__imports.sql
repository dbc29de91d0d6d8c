-- A file of users that somebody uploaded, and what is to be done with it.
CREATE TABLE imports (
    id                 uuid        PRIMARY KEY,
    organization_id    uuid        NOT NULL,
    file_name          text        NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
    file_size          bigint      NOT NULL,
    row_count          bigint      NOT NULL,
    encoding           text        NOT NULL CHECK (encoding IN ('UTF_8', 'UTF_16LE', 'UTF_16BE', 'WINDOWS_1252')),
    delimiter          text        NOT NULL CHECK (delimiter IN (',', ';', E'\t')),
    header             boolean     NOT NULL,
    column_names       text[]      NOT NULL,
    -- The setting that each column fills; empty where it fills none.
    fields             text[]      NOT NULL,
    existing           text        NOT NULL DEFAULT 'UPDATE' CHECK (existing IN ('UPDATE', 'SKIP')),
    create_units       boolean     NOT NULL DEFAULT false,
    -- What new users without a password of their own in the file get; the temporary one is stored as its hash.
    new_passwords      text        NOT NULL DEFAULT 'TEMPORARY' CHECK (new_passwords IN ('TEMPORARY', 'NONE')),
    temporary_password text,
    version            integer     NOT NULL DEFAULT 1,
    created_by         uuid        NOT NULL,
    created_by_name    text        NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX imports_newest ON imports (organization_id, id DESC);
CREATE INDEX imports_by_age ON imports (created_at);
CALL muster_protect('imports');

-- The rows of the file, some hundred together, sealed: passwords may stand in them.
CREATE TABLE import_blocks (
    import_id       uuid   NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    organization_id uuid   NOT NULL,
    first_row       bigint NOT NULL,
    content         text   NOT NULL,
    PRIMARY KEY (import_id, first_row)
);
-- Sealed text doesn't compress.
ALTER TABLE import_blocks ALTER COLUMN content SET STORAGE EXTERNAL;
CALL muster_protect('import_blocks');

-- One way through all rows: the check, which changes nothing, and the run.
CREATE TABLE import_passes (
    import_id       uuid    NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    organization_id uuid    NOT NULL,
    kind            text    NOT NULL CHECK (kind IN ('CHECK', 'RUN')),
    job_id          uuid    NOT NULL,
    -- The version of the import whose settings it works by.
    version         integer NOT NULL,
    created         bigint  NOT NULL DEFAULT 0,
    updated         bigint  NOT NULL DEFAULT 0,
    unchanged       bigint  NOT NULL DEFAULT 0,
    skipped         bigint  NOT NULL DEFAULT 0,
    failed          bigint  NOT NULL DEFAULT 0,
    PRIMARY KEY (import_id, kind)
);
CALL muster_protect('import_passes');

CREATE TABLE import_verdicts (
    import_id       uuid   NOT NULL,
    organization_id uuid   NOT NULL,
    kind            text   NOT NULL,
    number          bigint NOT NULL,
    line            bigint NOT NULL,
    name            text   NOT NULL,
    verdict         text   NOT NULL CHECK (verdict IN ('CREATE', 'UPDATE', 'UNCHANGED', 'SKIP', 'ERROR')),
    -- The code of the first fault; empty when there is none.
    reason          text   NOT NULL,
    faults          json   NOT NULL,
    changes         text[] NOT NULL,
    user_id         uuid,
    PRIMARY KEY (import_id, kind, number),
    FOREIGN KEY (import_id, kind) REFERENCES import_passes (import_id, kind) ON DELETE CASCADE
);
CREATE INDEX import_verdicts_by_verdict ON import_verdicts (import_id, kind, verdict, number);
CREATE INDEX import_verdicts_by_reason ON import_verdicts (import_id, kind, reason, number) WHERE reason <> '';
CALL muster_protect('import_verdicts');

-- Which names and users earlier rows of the same pass have taken, so that a second row for somebody is found wherever
-- it stands. Emptied when the pass is over.
CREATE TABLE import_claims (
    import_id       uuid             NOT NULL,
    organization_id uuid             NOT NULL,
    kind            text             NOT NULL,
    claim           text COLLATE "C" NOT NULL,
    line            bigint           NOT NULL,
    PRIMARY KEY (import_id, kind, claim),
    FOREIGN KEY (import_id, kind) REFERENCES import_passes (import_id, kind) ON DELETE CASCADE
);
CALL muster_protect('import_claims');
