-- A personal mailbox has the id of its user; its name, address and end are copies, kept by the events of users.
-- An archived one takes no mail and nobody sends as it; a personal one is archived while its user is deleted.
CREATE TABLE mailboxes (
    id              uuid             PRIMARY KEY,
    organization_id uuid             NOT NULL,
    kind            text             NOT NULL CHECK (kind IN ('PERSONAL', 'SHARED')),
    name            text             NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    address         text COLLATE "C" NOT NULL UNIQUE,
    visible         boolean          NOT NULL DEFAULT true,
    archived_at     timestamptz,
    version         integer          NOT NULL DEFAULT 1,
    -- Counts the changes of who has access.
    access_version  integer          NOT NULL DEFAULT 0,
    created_at      timestamptz      NOT NULL DEFAULT now(),
    folded          text COLLATE "C" NOT NULL GENERATED ALWAYS AS (muster_fold(name)) STORED
);
CREATE INDEX mailboxes_by_name ON mailboxes (organization_id, folded, id);
CREATE INDEX mailboxes_by_address ON mailboxes (organization_id, address);
-- Shared ones are few and found by any part of their name.
CREATE INDEX mailboxes_shared ON mailboxes (organization_id, folded, id) WHERE kind = 'SHARED';
CALL muster_protect('mailboxes');

INSERT INTO mailboxes (id, organization_id, kind, name, address, archived_at)
SELECT id, organization_id, 'PERSONAL', left(coalesce(nullif(display_name, ''), address), 255), address, deleted_at
FROM users WHERE address IS NOT NULL;

CREATE TABLE mailbox_role_grants (
    organization_id uuid        NOT NULL,
    mailbox_id      uuid        NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    user_id         uuid        NOT NULL,
    -- System roles live in the code, so there is no foreign key.
    role_id         uuid        NOT NULL,
    granted_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (mailbox_id, user_id, role_id)
);
CREATE INDEX mailbox_role_grants_by_user ON mailbox_role_grants (user_id);
CREATE INDEX mailbox_role_grants_by_role ON mailbox_role_grants (organization_id, role_id);
CALL muster_protect('mailbox_role_grants');

CREATE TABLE mailbox_permission_grants (
    organization_id uuid        NOT NULL,
    mailbox_id      uuid        NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    user_id         uuid        NOT NULL,
    permission      text        NOT NULL,
    granted_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (mailbox_id, user_id, permission)
);
CREATE INDEX mailbox_permission_grants_by_user ON mailbox_permission_grants (user_id);
CALL muster_protect('mailbox_permission_grants');
