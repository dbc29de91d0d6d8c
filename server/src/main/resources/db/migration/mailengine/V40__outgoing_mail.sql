-- Messages of users that leave for other servers. Forgotten but for its head once all recipients are settled.
CREATE TABLE mail_outgoing (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    -- Who signed in and handed it over.
    user_id         uuid        NOT NULL,
    -- Of the envelope, in its own spelling.
    sender          text        NOT NULL,
    size            bigint      NOT NULL,
    content         bytea,
    created_at      timestamptz NOT NULL DEFAULT now()
);
-- Attachments are compressed already or in base64: trying costs more than it saves.
ALTER TABLE mail_outgoing ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX mail_outgoing_by_user ON mail_outgoing (organization_id, user_id);
CREATE INDEX mail_outgoing_oldest ON mail_outgoing (created_at);
CALL muster_protect('mail_outgoing');

-- One for each recipient of such a message: each is delivered, put off or refused alone.
CREATE TABLE mail_outgoing_recipients (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    message_id      uuid        NOT NULL REFERENCES mail_outgoing (id) ON DELETE CASCADE,
    user_id         uuid        NOT NULL,
    -- In its own spelling: only its host knows whether cases differ (RFC 5321 2.4).
    recipient       text        NOT NULL,
    domain          text        NOT NULL,
    -- SENDING: an attempt is under way; due_at then says when it counts as broken off.
    state           text        NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'FAILED')),
    -- An administrator waits no longer: it fails at the next look.
    given_up        boolean     NOT NULL DEFAULT false,
    attempts        integer     NOT NULL DEFAULT 0,
    attempt         uuid,
    due_at          timestamptz NOT NULL DEFAULT now(),
    -- The last answer: the code of RFC 3463 and what the other side said.
    status          text        NOT NULL DEFAULT '',
    answer          text        NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL DEFAULT now(),
    settled_at      timestamptz
);
CREATE INDEX mail_outgoing_due ON mail_outgoing_recipients (due_at, id) WHERE state IN ('QUEUED', 'SENDING');
CREATE INDEX mail_outgoing_of_message ON mail_outgoing_recipients (message_id);
CREATE INDEX mail_outgoing_of_user ON mail_outgoing_recipients (organization_id, user_id) WHERE state IN ('QUEUED', 'SENDING');
CREATE INDEX mail_outgoing_by_state ON mail_outgoing_recipients (organization_id, state, id);
CREATE INDEX mail_outgoing_newest ON mail_outgoing_recipients (organization_id, id);
CALL muster_protect('mail_outgoing_recipients');
