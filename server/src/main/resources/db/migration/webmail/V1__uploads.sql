-- Files on their way into a message, kept for a day.
CREATE TABLE mail_uploads (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL,
    name            text        NOT NULL,
    type            text        NOT NULL,
    octets          bigint      NOT NULL,
    content         bytea       NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);
-- Compressed already, or soon in base64: trying costs more than it saves.
ALTER TABLE mail_uploads ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX mail_uploads_of_user ON mail_uploads (organization_id, user_id, created_at);
CREATE INDEX mail_uploads_oldest ON mail_uploads (created_at);
CALL muster_protect('mail_uploads');
