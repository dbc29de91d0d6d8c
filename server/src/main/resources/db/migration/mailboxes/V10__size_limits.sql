-- In octets; 0 has none, NULL has that of the organization.
ALTER TABLE mailboxes ADD COLUMN size_limit bigint CHECK (size_limit >= 0);
