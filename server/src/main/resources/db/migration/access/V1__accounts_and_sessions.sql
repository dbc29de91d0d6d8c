-- What sign-in needs of a user; the users module tells of every change in its own transaction.
CREATE TABLE sign_in_accounts (
    user_id         uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    display_name    text        NOT NULL,
    open            boolean     NOT NULL,
    password_hash   text,
    password_set_at timestamptz,
    must_change     boolean     NOT NULL DEFAULT false,
    change_barred   boolean     NOT NULL DEFAULT false
);
CREATE INDEX sign_in_accounts_by_organization ON sign_in_accounts (organization_id);
CALL muster_protect('sign_in_accounts');

-- Names are unique in the whole instance, so this table belongs to no organization; only machinery reads it.
CREATE TABLE sign_in_names (
    name    text COLLATE "C" PRIMARY KEY,
    user_id uuid NOT NULL
);
CREATE INDEX sign_in_names_by_user ON sign_in_names (user_id);

CREATE TABLE sessions (
    id           uuid        PRIMARY KEY,
    token_hash   bytea       NOT NULL UNIQUE,
    user_id      uuid        NOT NULL,
    stage        text        NOT NULL CHECK (stage IN ('SIGNED_IN', 'SECOND_FACTOR', 'NEW_PASSWORD')),
    address      text        NOT NULL,
    client       text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_by_user ON sessions (user_id);
