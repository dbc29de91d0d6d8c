-- The seed of a user's authenticator app, sealed with a key outside the database.
CREATE TABLE totp_secrets (
    user_id      uuid        PRIMARY KEY,
    sealed       text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    -- Null until the user has shown that his app makes the right codes.
    confirmed_at timestamptz,
    -- The last 30-second step whose code was taken: no code counts twice.
    last_step    bigint      NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
    user_id   uuid             NOT NULL,
    code_hash text COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);
