-- What the starter might do when he started the job: an API token made for less makes jobs that do less.
-- Null for jobs of earlier versions: all that he may.
ALTER TABLE jobs ADD COLUMN permissions text[];
