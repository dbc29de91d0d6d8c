-- Users with an address who get no personal mailbox, because whoever made them said so.
CREATE TABLE unwanted_mailboxes (
    user_id         uuid PRIMARY KEY,
    organization_id uuid NOT NULL
);
CALL muster_protect('unwanted_mailboxes');
