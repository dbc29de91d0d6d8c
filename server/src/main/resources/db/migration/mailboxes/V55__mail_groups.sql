-- An address whose mail goes to many. It has no mailbox of its own.
CREATE TABLE mail_groups (
    id              uuid             PRIMARY KEY,
    organization_id uuid             NOT NULL,
    name            text             NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    address         text COLLATE "C" NOT NULL UNIQUE,
    writers         text             NOT NULL CHECK (writers IN ('ANYONE', 'ORGANIZATION', 'MEMBERS')),
    version         integer          NOT NULL DEFAULT 1,
    created_at      timestamptz      NOT NULL DEFAULT now(),
    folded          text COLLATE "C" NOT NULL GENERATED ALWAYS AS (muster_fold(name)) STORED
);
CREATE INDEX mail_groups_by_name ON mail_groups (organization_id, folded, id);
CALL muster_protect('mail_groups');

-- A mailbox, another group, or an address elsewhere. Mailboxes are kept by id, so that whoever is renamed stays a member.
CREATE TABLE mail_group_members (
    organization_id uuid             NOT NULL,
    group_id        uuid             NOT NULL REFERENCES mail_groups (id) ON DELETE CASCADE,
    mailbox_id      uuid             REFERENCES mailboxes (id) ON DELETE CASCADE,
    member_group_id uuid             REFERENCES mail_groups (id) ON DELETE CASCADE,
    address         text COLLATE "C",
    CHECK (num_nonnulls(mailbox_id, member_group_id, address) = 1),
    UNIQUE NULLS NOT DISTINCT (group_id, mailbox_id, member_group_id, address)
);
CREATE INDEX mail_group_members_by_mailbox ON mail_group_members (mailbox_id) WHERE mailbox_id IS NOT NULL;
CREATE INDEX mail_group_members_by_group ON mail_group_members (member_group_id) WHERE member_group_id IS NOT NULL;
CALL muster_protect('mail_group_members');
