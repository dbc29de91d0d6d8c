-- Where mail of a mailbox goes on to; none for mailboxes of which nothing was ever said.
CREATE TABLE mailbox_forwardings (
    mailbox_id      uuid        PRIMARY KEY REFERENCES mailboxes (id) ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    active          boolean     NOT NULL,
    -- Here or elsewhere, in the order in which they were named.
    targets         text[]      NOT NULL CHECK (cardinality(targets) <= 20),
    keep_copy       boolean     NOT NULL,
    -- NULL: from the start, and for ever.
    from_at         timestamptz,
    until_at        timestamptz CHECK (until_at > from_at)
);
CALL muster_protect('mailbox_forwardings');
