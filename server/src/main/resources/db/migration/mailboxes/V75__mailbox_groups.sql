-- A named set of mailboxes. It gives nobody any right and has no address.
CREATE TABLE mailbox_groups (
    id              uuid             PRIMARY KEY,
    organization_id uuid             NOT NULL,
    name            text             NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    version         integer          NOT NULL DEFAULT 1,
    created_at      timestamptz      NOT NULL DEFAULT now(),
    folded          text COLLATE "C" NOT NULL GENERATED ALWAYS AS (muster_fold(name)) STORED
);
CREATE INDEX mailbox_groups_in_order ON mailbox_groups (organization_id, folded, id);
CREATE UNIQUE INDEX mailbox_groups_by_name ON mailbox_groups (organization_id, lower(name));
CALL muster_protect('mailbox_groups');

CREATE TABLE mailbox_group_members (
    organization_id uuid NOT NULL,
    group_id        uuid NOT NULL REFERENCES mailbox_groups (id) ON DELETE CASCADE,
    mailbox_id      uuid NOT NULL REFERENCES mailboxes (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, mailbox_id)
);
CREATE INDEX mailbox_group_members_by_mailbox ON mailbox_group_members (mailbox_id, group_id);
CALL muster_protect('mailbox_group_members');
