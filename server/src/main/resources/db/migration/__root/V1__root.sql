-- What every module's migrations stand on: extensions, the rights of the application's role and
-- row-level security. Run by the owner of the database.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- The application reads and writes rows. It makes, changes, truncates and drops nothing.
GRANT USAGE ON SCHEMA public TO muster_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO muster_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO muster_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO muster_app;

-- The organization whose rows this transaction may touch; null when none was set.
CREATE FUNCTION muster_organization() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('muster.organization', true), '')::uuid;

-- Whether this transaction works for the whole instance and may touch the rows of all.
CREATE FUNCTION muster_instance() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('muster.instance', true), '') = 'on';

-- Puts a table with a column organization_id behind the second wall. The sub-selects make the
-- planner ask once for the whole statement instead of once for each row.
CREATE PROCEDURE muster_protect(target regclass)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format(
        'CREATE POLICY own_organization ON %s
             USING (organization_id = (SELECT muster_organization()) OR (SELECT muster_instance()))
             WITH CHECK (organization_id = (SELECT muster_organization()) OR (SELECT muster_instance()))',
        target);
END
$$;

-- Under row-level security a condition reaches an index before the policy only when it can't leak
-- what it saw. LIKE can't: it raises no error that depends on the rows. Only a superuser may say
-- so; elsewhere the search works too, but slower.
DO $$
BEGIN
    ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF;
    ALTER FUNCTION pg_catalog.texticlike(text, text) LEAKPROOF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'LIKE stays without an index under row-level security: the owner is no superuser';
END
$$;

-- The transactional event log of Spring Modulith (its own layout, version 2).
CREATE TABLE event_publication (
    id                     uuid        PRIMARY KEY,
    listener_id            text        NOT NULL,
    event_type             text        NOT NULL,
    serialized_event       text        NOT NULL,
    publication_date       timestamptz NOT NULL,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    integer,
    last_resubmission_date timestamptz
);
CREATE INDEX event_publication_serialized_event_hash_idx ON event_publication USING hash (serialized_event);
CREATE INDEX event_publication_by_completion_date_idx ON event_publication (completion_date);
