CREATE TABLE api_tokens (
    id           uuid             PRIMARY KEY,
    user_id      uuid             NOT NULL,
    name         text             NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    token_hash   text COLLATE "C" NOT NULL UNIQUE,
    permissions  text[]           NOT NULL,
    created_at   timestamptz      NOT NULL DEFAULT now(),
    expires_at   timestamptz      NOT NULL,
    last_used_at timestamptz,
    last_address text             NOT NULL DEFAULT ''
);
CREATE INDEX api_tokens_by_user ON api_tokens (user_id);
