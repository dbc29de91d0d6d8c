-- What the bell shows. A notice is for one user, for all who hold a permission in the organization, or for both.
CREATE TABLE notices (
    id              uuid        PRIMARY KEY,
    -- Null for a notice of the instance, which system administrators see.
    organization_id uuid,
    user_id         uuid,
    permission      text,
    kind            text        NOT NULL,
    severity        text        NOT NULL CHECK (severity IN ('INFO', 'SUCCESS', 'WARNING', 'DANGER')),
    -- What the words of the kind are filled with; no secrets.
    facts           json        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CHECK (user_id IS NOT NULL OR permission IS NOT NULL)
);
CREATE INDEX notices_of_user ON notices (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX notices_of_holders ON notices (organization_id, id) WHERE permission IS NOT NULL;
CREATE INDEX notices_by_age ON notices (created_at);
CALL muster_protect('notices');

-- Notices that a user marked as read one by one ...
CREATE TABLE notice_reads (
    user_id   uuid NOT NULL,
    notice_id uuid NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, notice_id)
);
CREATE INDEX notice_reads_by_notice ON notice_reads (notice_id);

-- ... and the newest of those that he marked all at once.
CREATE TABLE notice_marks (
    user_id    uuid PRIMARY KEY,
    read_until uuid NOT NULL
);

-- What a user has switched off; everything is on at the start.
CREATE TABLE notice_choices (
    user_id uuid NOT NULL,
    kind    text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('BELL', 'EMAIL')),
    PRIMARY KEY (user_id, kind, channel)
);
