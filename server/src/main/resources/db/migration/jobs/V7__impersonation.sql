-- Who really started a job with the account of another.
ALTER TABLE jobs
    ADD COLUMN impersonator_id   uuid,
    ADD COLUMN impersonator_name text;
