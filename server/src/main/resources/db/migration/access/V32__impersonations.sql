-- Administrators who work with the account of a user. Each belongs to a session of the administrator and ends
-- with it; the rows stay, for the user sees who was in his account.
CREATE TABLE impersonations (
    id                uuid        PRIMARY KEY,
    organization_id   uuid        NOT NULL,
    user_id           uuid        NOT NULL,
    user_name         text        NOT NULL,
    impersonator_id   uuid        NOT NULL,
    impersonator_name text        NOT NULL,
    session_id        uuid        NOT NULL,
    reason            text        NOT NULL,
    read_only         boolean     NOT NULL,
    started_at        timestamptz NOT NULL DEFAULT now(),
    ends_at           timestamptz NOT NULL,
    -- The tab was closed or is loaded anew: over soon unless a request follows.
    leaving_at        timestamptz,
    ended_at          timestamptz
);
CREATE INDEX impersonations_by_user ON impersonations (user_id, started_at DESC);
CREATE INDEX impersonations_open ON impersonations (ends_at) WHERE ended_at IS NULL;
CALL muster_protect('impersonations');
