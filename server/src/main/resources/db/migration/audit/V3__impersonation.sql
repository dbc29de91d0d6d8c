-- With whose account the actor worked, where it wasn't his own. The hash covers both where they are set.
ALTER TABLE audit_entries
    ADD COLUMN impersonated_id   uuid,
    ADD COLUMN impersonated_name text;
