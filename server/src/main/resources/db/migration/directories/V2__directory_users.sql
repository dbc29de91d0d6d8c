-- Which entry of which directory a user comes from. The entry id stays when the entry is renamed or
-- moved; names are as they were seen last.
CREATE TABLE directory_users (
    user_id            uuid        PRIMARY KEY,
    organization_id    uuid        NOT NULL,
    directory_id       uuid        NOT NULL REFERENCES directories ON DELETE CASCADE,
    -- What the attribute says that the mapping of the directory names for it.
    entry_id           text        NOT NULL CHECK (length(entry_id) BETWEEN 1 AND 200),
    logon_name         text        NOT NULL CHECK (length(logon_name) <= 200),
    distinguished_name text        NOT NULL CHECK (length(distinguished_name) BETWEEN 1 AND 2000),
    seen_at            timestamptz NOT NULL DEFAULT now(),
    -- Since when the entry is no longer there.
    vanished_at        timestamptz,
    UNIQUE (directory_id, entry_id)
);
CALL muster_protect('directory_users');
