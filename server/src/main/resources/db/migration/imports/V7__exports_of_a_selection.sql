-- Whom an export is for that isn't for everybody: those whom its selection meant when it was begun.
ALTER TABLE exports ADD COLUMN selected boolean NOT NULL DEFAULT false;

CREATE TABLE export_users (
    export_id       uuid NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    PRIMARY KEY (export_id, user_id)
);
CALL muster_protect('export_users');
