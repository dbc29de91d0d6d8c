-- Whom a job still makes of an uploaded workbook; gone when the job is over.
CREATE TABLE workbook_people (
    job_id          uuid  NOT NULL,
    user_id         uuid  NOT NULL,
    organization_id uuid  NOT NULL,
    person          jsonb NOT NULL,
    PRIMARY KEY (job_id, user_id)
);
CALL muster_protect('workbook_people');
