-- What an item had before its job changed it: only what was changed. It goes with the job. In an undo it is what the item
-- goes back to, until it was handled.
ALTER TABLE job_items ADD COLUMN kept json;

-- The job that this one takes back, or of which it says what taking back would be.
ALTER TABLE jobs ADD COLUMN undoes uuid REFERENCES jobs (id) ON DELETE SET NULL;
CREATE INDEX jobs_by_undone ON jobs (undoes) WHERE undoes IS NOT NULL;
