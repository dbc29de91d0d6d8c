-- By what a session was opened, carried through the steps of its sign-in.
ALTER TABLE sessions ADD COLUMN proof text NOT NULL DEFAULT 'PASSWORD'
    CHECK (proof IN ('PASSWORD', 'PASSWORD_AND_CODE', 'PASSWORD_AND_PASSKEY', 'PASSKEY'));

-- The latest session of each user, kept when it is over: what administrators see of his activity.
CREATE TABLE latest_sessions (
    user_id         uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    session_id      uuid        NOT NULL,
    proof           text        NOT NULL,
    address         text        NOT NULL,
    client          text        NOT NULL,
    began_at        timestamptz NOT NULL DEFAULT now(),
    last_seen_at    timestamptz NOT NULL DEFAULT now()
);
CALL muster_protect('latest_sessions');
