-- Who said last where the directory is and whom it finds; it vouches for nobody of higher rights.
ALTER TABLE directories ADD COLUMN configured_by uuid;
