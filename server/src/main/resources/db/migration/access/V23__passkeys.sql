CREATE TABLE passkeys (
    id                 uuid        PRIMARY KEY,
    user_id            uuid        NOT NULL,
    credential_id      bytea       NOT NULL UNIQUE,
    public_key         bytea       NOT NULL,
    signature_count    bigint      NOT NULL,
    user_verified      boolean     NOT NULL,
    backup_eligible    boolean     NOT NULL,
    backed_up          boolean     NOT NULL,
    transports         text[]      NOT NULL,
    attestation        bytea       NOT NULL,
    client_data        bytea       NOT NULL,
    label              text        NOT NULL,
    created_at         timestamptz NOT NULL,
    last_used_at       timestamptz NOT NULL
);
CREATE INDEX passkeys_by_user ON passkeys (user_id);

-- What a browser was asked to sign; each works once and for five minutes.
CREATE TABLE passkey_ceremonies (
    id         uuid        PRIMARY KEY,
    -- Null for a sign-in by passkey alone, where it isn't known yet who comes.
    user_id    uuid,
    options    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX passkey_ceremonies_by_time ON passkey_ceremonies (created_at);
