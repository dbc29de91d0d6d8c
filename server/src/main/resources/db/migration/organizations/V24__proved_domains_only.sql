-- Whether addresses of the organization may lie in no domain but those that it has proved: strangers made it for themselves.
ALTER TABLE organizations ADD COLUMN proved_domains_only boolean NOT NULL DEFAULT false;
