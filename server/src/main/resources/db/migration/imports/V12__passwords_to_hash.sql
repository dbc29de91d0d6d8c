-- Passwords in clear text that the rows of a pass bring for new users: hashing them is what takes long.
ALTER TABLE import_passes ADD COLUMN passwords bigint NOT NULL DEFAULT 0;
