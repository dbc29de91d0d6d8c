-- The names that an organization says are its own, and how far the proof is.
CREATE TABLE domains (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    -- In ASCII form and lower case.
    name            text        NOT NULL CHECK (length(name) BETWEEN 3 AND 253),
    state           text        NOT NULL DEFAULT 'UNVERIFIED' CHECK (state IN ('UNVERIFIED', 'INACTIVE', 'ACTIVE')),
    method          text        NOT NULL CHECK (method IN ('TXT', 'CNAME')),
    -- What the record has to say; made by the server.
    token           text        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    added_at        timestamptz NOT NULL DEFAULT now(),
    -- Who began the proof and is told how it ends.
    asked_by        uuid,
    verified_at     timestamptz,
    last_checked_at timestamptz,
    -- What the last check came to, and the values that stood there.
    outcome         text        NOT NULL DEFAULT '',
    found           text[]      NOT NULL DEFAULT '{}',
    -- When the server looks by itself again; null while it doesn't.
    next_check_at   timestamptz,
    -- Until when it tries to prove an unverified one; in the past after it gave up, null before it began.
    gives_up_at     timestamptz,
    -- On how many daily checks in a row the record was gone.
    missed          integer     NOT NULL DEFAULT 0,
    CHECK ((state = 'UNVERIFIED') = (verified_at IS NULL))
);
CREATE UNIQUE INDEX domains_by_name ON domains (organization_id, name);
-- Many may try, one has it.
CREATE UNIQUE INDEX domains_one_holder ON domains (name) WHERE state <> 'UNVERIFIED';
CREATE INDEX domains_to_check ON domains (next_check_at) WHERE next_check_at IS NOT NULL;
CALL muster_protect('domains');

-- Who has proved which of these names: all that an organization may know of the domains of others.
-- Runs as the owner, because they lie outside the scope of whoever asks.
CREATE FUNCTION domain_holders(names text[])
    RETURNS TABLE (name text, organization_id uuid, state text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT d.name, d.organization_id, d.state FROM domains d
    WHERE d.name = ANY(names) AND d.state <> 'UNVERIFIED'
$$;
