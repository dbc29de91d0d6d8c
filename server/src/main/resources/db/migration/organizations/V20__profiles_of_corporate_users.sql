-- Whether administrators alone edit the profiles of corporate users.
ALTER TABLE organizations ADD COLUMN locks_corporate_profiles boolean NOT NULL DEFAULT false;
