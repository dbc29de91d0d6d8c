-- The LDAP servers and Active Directories that users of an organization come from.
CREATE TABLE directories (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    kind            text        NOT NULL CHECK (kind IN ('ACTIVE_DIRECTORY', 'OPENLDAP', 'DS389', 'SAMBA')),
    host            text        NOT NULL,
    port            integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security        text        NOT NULL CHECK (security IN ('NONE', 'STARTTLS', 'TLS')),
    -- Certificates in PEM form, of which one vouches for the server; empty for those of the machine.
    authorities     text        NOT NULL DEFAULT '',
    -- Who signs in there, empty for nobody.
    account         text        NOT NULL DEFAULT '',
    -- Sealed with the instance's key.
    secret          text,
    base            text        NOT NULL,
    filter          text        NOT NULL,
    -- Which attribute holds what of a user.
    attributes      jsonb       NOT NULL,
    page_size       integer     NOT NULL CHECK (page_size BETWEEN 1 AND 1000),
    connect_seconds integer     NOT NULL CHECK (connect_seconds BETWEEN 1 AND 30),
    answer_seconds  integer     NOT NULL CHECK (answer_seconds BETWEEN 1 AND 60),
    version         integer     NOT NULL DEFAULT 1,
    added_at        timestamptz NOT NULL DEFAULT now(),
    CHECK ((account = '') = (secret IS NULL))
);
CREATE UNIQUE INDEX directories_by_name ON directories (organization_id, lower(name));
CALL muster_protect('directories');
