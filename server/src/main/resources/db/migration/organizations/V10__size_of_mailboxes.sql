-- How large a mailbox may be of which nothing else is said, in octets; 0 is without limit.
ALTER TABLE organizations ADD COLUMN mailbox_limit bigint NOT NULL DEFAULT 0 CHECK (mailbox_limit >= 0);
