-- Passwords that were made up and are on their way: each takes effect when its mail is handed over, and not before.
CREATE TABLE mailed_passwords (
    user_id         uuid        PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    -- The mail that tells it; a later one takes its place.
    mail_id         uuid        NOT NULL UNIQUE,
    -- The password, sealed with the instance's key as the mail itself is.
    sealed          text        NOT NULL,
    made_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mailed_passwords_by_age ON mailed_passwords (made_at);
CALL muster_protect('mailed_passwords');
