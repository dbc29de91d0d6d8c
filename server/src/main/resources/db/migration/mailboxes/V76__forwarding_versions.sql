-- So that nobody overwrites what somebody else said meanwhile; 0 stands for what was never said.
ALTER TABLE mailbox_forwardings ADD COLUMN version integer NOT NULL DEFAULT 1;
