-- What a job has yet to make users of, as it was read of the directory; gone with the end of the job.
CREATE TABLE directory_import_entries (
    -- The id that the user is to have.
    user_id         uuid  PRIMARY KEY,
    organization_id uuid  NOT NULL,
    job_id          uuid  NOT NULL,
    entry           jsonb NOT NULL
);
CREATE INDEX directory_import_entries_by_job ON directory_import_entries (job_id);
CALL muster_protect('directory_import_entries');
