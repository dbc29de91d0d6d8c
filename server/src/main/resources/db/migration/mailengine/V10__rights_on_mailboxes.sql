-- What users may do in all folders of a mailbox that isn't theirs: letters of RFC 4314. Told by the module mailboxes, which
-- alone decides; kept here so that one statement reads folders with the rights on them.
CREATE TABLE mail_rights (
    organization_id uuid NOT NULL,
    owner_id        uuid NOT NULL,
    user_id         uuid NOT NULL,
    rights          text NOT NULL,
    -- What the mailbox is called among the folders of those users.
    label           text COLLATE "C" NOT NULL,
    PRIMARY KEY (owner_id, user_id),
    UNIQUE (user_id, label)
);
CALL muster_protect('mail_rights');
