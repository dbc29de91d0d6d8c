-- Answers to requests with an idempotency key, for a day. A row without a status is of a request that runs now.
CREATE TABLE kept_answers (
    user_id      uuid             NOT NULL,
    key          text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
    -- SHA-256 of method, address and body.
    fingerprint  bytea            NOT NULL,
    status       integer,
    content_type text,
    location     text,
    entity_tag   text,
    body         bytea            CHECK (length(body) <= 262144),
    created_at   timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
);
CREATE INDEX kept_answers_by_time ON kept_answers (created_at);
