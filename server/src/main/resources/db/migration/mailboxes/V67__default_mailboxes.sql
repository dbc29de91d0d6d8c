-- The mailbox that a user works in first, where that isn't his own: it opens first, he writes from it first, and mail to his
-- addresses lands there. No row is his own.
CREATE TABLE default_mailboxes (
    user_id         uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    mailbox_id      uuid NOT NULL
);
CREATE INDEX default_mailboxes_by_mailbox ON default_mailboxes (mailbox_id);
CALL muster_protect('default_mailboxes');
