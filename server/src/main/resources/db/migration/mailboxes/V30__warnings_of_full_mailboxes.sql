-- How full the mailbox was when those whom it concerns were last warned, in percent; 0 when it has room.
ALTER TABLE mailboxes ADD COLUMN warned_at smallint NOT NULL DEFAULT 0;
