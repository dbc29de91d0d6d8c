-- before and after are json, not jsonb: the hash covers their text to the letter.
CREATE TABLE audit_entries (
    organization_id uuid        NOT NULL,
    sequence        bigint      NOT NULL,
    at              timestamptz NOT NULL,
    actor_id        uuid        NOT NULL,
    actor_name      text        NOT NULL,
    channel         text        NOT NULL,
    address         text        NOT NULL,
    action          text        NOT NULL,
    subject_type    text        NOT NULL,
    subject_id      uuid,
    subject_name    text        NOT NULL,
    before          json        NOT NULL,
    after           json        NOT NULL,
    outcome         text        NOT NULL,
    previous_hash   bytea       NOT NULL,
    hash            bytea       NOT NULL,
    PRIMARY KEY (organization_id, sequence)
);
CREATE INDEX audit_entries_by_subject ON audit_entries (organization_id, subject_id, sequence);
CALL muster_protect('audit_entries');

-- The end of each chain; its row lock orders the writers.
CREATE TABLE audit_heads (
    organization_id uuid   PRIMARY KEY,
    sequence        bigint NOT NULL,
    hash            bytea  NOT NULL
);
CALL muster_protect('audit_heads');

-- Nobody who got hold of the application's connection may rewrite history.
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entries FROM muster_app;
