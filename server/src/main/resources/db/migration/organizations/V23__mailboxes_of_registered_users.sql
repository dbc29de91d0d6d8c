-- Whether corporate users who register themselves get a personal mailbox.
ALTER TABLE organizations ADD COLUMN mailboxes_for_registered boolean NOT NULL DEFAULT true;
