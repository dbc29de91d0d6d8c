-- Items that wait stand together in the row of their portion. Each becomes a row of its own once, with its outcome. Whoever
-- deletes the portion's row handled it, so several may be in hand at the same time.
CREATE TABLE job_portions (
    job_id          uuid     NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    organization_id uuid     NOT NULL,
    -- The number of its first item; those between it and the last are rising, but need not be all there.
    first           bigint   NOT NULL,
    last            bigint   NOT NULL,
    numbers         bigint[] NOT NULL,
    subjects        uuid[]   NOT NULL,
    names           text[]   NOT NULL,
    -- In an undo what each goes back to.
    kept            text[]   NOT NULL,
    PRIMARY KEY (job_id, first)
);
CALL muster_protect('job_portions');
-- Read once and deleted: not worth being compressed.
ALTER TABLE job_portions
    ALTER COLUMN numbers SET STORAGE EXTERNAL,
    ALTER COLUMN subjects SET STORAGE EXTERNAL,
    ALTER COLUMN names SET STORAGE EXTERNAL,
    ALTER COLUMN kept SET STORAGE EXTERNAL;

INSERT INTO job_portions
SELECT job_id, organization_id, min(number), max(number), array_agg(number ORDER BY number),
    array_agg(subject_id ORDER BY number), array_agg(subject_name ORDER BY number), array_agg(kept::text ORDER BY number)
FROM job_items WHERE verdict IS NULL
GROUP BY job_id, organization_id, (number - 1) / 500;
DELETE FROM job_items WHERE verdict IS NULL;
ALTER TABLE job_items ALTER COLUMN verdict SET NOT NULL;

-- The check of a foreign key asks row by row. Items are written by the step that has their job in hand; the job takes them
-- along when it goes.
ALTER TABLE job_items DROP CONSTRAINT job_items_job_id_fkey;
CREATE FUNCTION muster_forget_job_items() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    DELETE FROM job_items i USING gone WHERE i.job_id = gone.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER forget_job_items AFTER DELETE ON jobs
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION muster_forget_job_items();
