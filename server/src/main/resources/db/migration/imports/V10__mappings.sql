-- What an organization does with files that come again and again, under a name. No password is kept with it.
CREATE TABLE import_mappings (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    column_names    text[]      NOT NULL,
    -- The setting that each column fills; empty where it fills none.
    fields          text[]      NOT NULL,
    existing        text        NOT NULL CHECK (existing IN ('UPDATE', 'SKIP')),
    create_units    boolean     NOT NULL,
    new_passwords   text        NOT NULL CHECK (new_passwords IN ('TEMPORARY', 'NONE')),
    version         integer     NOT NULL DEFAULT 1,
    saved_by_name   text        NOT NULL,
    saved_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX import_mappings_by_name ON import_mappings (organization_id, lower(name));
CALL muster_protect('import_mappings');
