-- The role on mailboxes that corporate users who register themselves hold in their personal
-- mailbox; NULL is the system role of its owner.
ALTER TABLE organizations ADD COLUMN mailbox_role_for_registered uuid;
