-- What runs of an import changed and is not undone yet: one row for each user, in the order in which it was done.
CREATE TABLE import_changes (
    import_id       uuid    NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    organization_id uuid    NOT NULL,
    place           bigint  NOT NULL,
    line            bigint  NOT NULL,
    name            text    NOT NULL,
    user_id         uuid    NOT NULL,
    -- Whether the import made the user; then the settings don't matter.
    created         boolean NOT NULL,
    -- The versions of the user and of what he was given, after the change.
    user_version    integer NOT NULL,
    grants_version  integer NOT NULL,
    -- The settings that differ, by their names in the API.
    before          json    NOT NULL,
    after           json    NOT NULL,
    -- What he was given.
    roles           uuid[]  NOT NULL,
    PRIMARY KEY (import_id, place)
);
CREATE UNIQUE INDEX import_changes_by_user ON import_changes (import_id, user_id);
CALL muster_protect('import_changes');

-- How many of these rows there are.
ALTER TABLE imports ADD COLUMN undoable bigint NOT NULL DEFAULT 0;

ALTER TABLE import_passes ADD COLUMN removed bigint NOT NULL DEFAULT 0;
ALTER TABLE import_passes DROP CONSTRAINT import_passes_kind_check;
ALTER TABLE import_passes ADD CONSTRAINT import_passes_kind_check
    CHECK (kind IN ('CHECK', 'RUN', 'UNDO_CHECK', 'UNDO'));

-- Each kind of pass has verdicts of its own.
ALTER TABLE import_verdicts DROP CONSTRAINT IF EXISTS import_verdicts_verdict_check;
