-- Where mail for addresses of a domain goes that nobody has. No row: it is refused.
CREATE SEQUENCE catch_all_versions AS integer;
CREATE TABLE catch_alls (
    -- Of the module domains. A domain that is deleted and added again is another one.
    domain_id       uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    mailbox_id      uuid REFERENCES mailboxes (id) ON DELETE CASCADE,
    group_id        uuid REFERENCES mail_groups (id) ON DELETE CASCADE,
    -- New at each change, also after it was off meanwhile; 0 stands for what is off.
    version         integer NOT NULL DEFAULT nextval('catch_all_versions'),
    CHECK (num_nonnulls(mailbox_id, group_id) = 1)
);
CREATE INDEX catch_alls_by_organization ON catch_alls (organization_id);
CREATE INDEX catch_alls_by_mailbox ON catch_alls (mailbox_id) WHERE mailbox_id IS NOT NULL;
CREATE INDEX catch_alls_by_group ON catch_alls (group_id) WHERE group_id IS NOT NULL;
CALL muster_protect('catch_alls');
