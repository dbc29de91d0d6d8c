-- Outgoing mails. Written in the transaction of the act that they tell of; sent by recurring work.
CREATE TABLE outbox (
    id              uuid        PRIMARY KEY,
    -- Null for a mail of the instance itself.
    organization_id uuid,
    template        text        NOT NULL,
    language        text        NOT NULL,
    recipient       text        NOT NULL,
    recipient_name  text        NOT NULL,
    subject         text        NOT NULL,
    -- Text and HTML, sealed with the instance's key, because links in it open accounts. Null once handed over or no longer valid.
    body            text,
    -- HELD: no relay. SENDING: an attempt is under way. UNKNOWN: it broke off and may have been handed over.
    state           text        NOT NULL
        CHECK (state IN ('HELD', 'QUEUED', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN')),
    attempts        integer     NOT NULL DEFAULT 0,
    attempt         uuid,
    attempt_at      timestamptz,
    due_at          timestamptz NOT NULL DEFAULT now(),
    -- After this the mail is of no use, for example because its link is over.
    expires_at      timestamptz,
    reason          text        NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL DEFAULT now(),
    sent_at         timestamptz
);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'QUEUED';
CREATE INDEX outbox_held ON outbox (id) WHERE state = 'HELD';
CREATE INDEX outbox_sending ON outbox (attempt_at) WHERE state = 'SENDING';
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_expiring ON outbox (expires_at) WHERE body IS NOT NULL;
CALL muster_protect('outbox');

-- The SMTP relay; at most one row.
CREATE TABLE relay (
    id             uuid        PRIMARY KEY,
    only_one       boolean     NOT NULL DEFAULT true UNIQUE CHECK (only_one),
    host           text        NOT NULL,
    port           integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security       text        NOT NULL CHECK (security IN ('NONE', 'STARTTLS', 'TLS')),
    account        text        NOT NULL DEFAULT '',
    -- Sealed with the instance's key; null when none is set.
    password       text,
    sender_address text        NOT NULL,
    sender_name    text        NOT NULL,
    version        bigint      NOT NULL DEFAULT 1,
    changed_at     timestamptz NOT NULL DEFAULT now()
);
