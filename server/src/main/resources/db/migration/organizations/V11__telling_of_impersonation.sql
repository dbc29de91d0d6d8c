-- Whether a user gets a mail when an administrator works with his account.
ALTER TABLE organizations ADD COLUMN tells_of_impersonation boolean NOT NULL DEFAULT false;
