-- How many users of an organization are activated: those at home in it who are neither disabled nor deleted. Kept as a sum
-- of changes, so that whoever enables or disables waits for nobody; recurring work adds them up.
CREATE TABLE activations (
    organization_id uuid    NOT NULL,
    change          integer NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
INSERT INTO activations (organization_id, change)
SELECT organization_id, count(*) FROM users WHERE state NOT IN ('DISABLED', 'DELETED') GROUP BY organization_id;
CREATE INDEX activations_by_organization ON activations (organization_id) INCLUDE (change);
CALL muster_protect('activations');

-- By whatever statement a state changes, the number follows in the same transaction.
CREATE FUNCTION muster_count_come() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO activations (organization_id, change)
    SELECT organization_id, count(*) FROM come WHERE state NOT IN ('DISABLED', 'DELETED') GROUP BY organization_id;
    RETURN NULL;
END
$$;
CREATE FUNCTION muster_count_gone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO activations (organization_id, change)
    SELECT organization_id, -count(*) FROM gone WHERE state NOT IN ('DISABLED', 'DELETED') GROUP BY organization_id;
    RETURN NULL;
END
$$;
CREATE FUNCTION muster_count_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO activations (organization_id, change)
    SELECT organization_id, sum(one)
    FROM (
        SELECT organization_id, 1 AS one FROM changed WHERE state NOT IN ('DISABLED', 'DELETED')
        UNION ALL
        SELECT organization_id, -1 FROM previous WHERE state NOT IN ('DISABLED', 'DELETED')
    ) AS both_ways
    GROUP BY organization_id
    HAVING sum(one) <> 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_come AFTER INSERT ON users
    REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION muster_count_come();
CREATE TRIGGER count_gone AFTER DELETE ON users
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION muster_count_gone();
CREATE TRIGGER count_changed AFTER UPDATE ON users
    REFERENCING OLD TABLE AS previous NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION muster_count_changed();

-- Whoever is disabled because there was no seat for him is found without reading all the others.
CREATE INDEX users_without_seat ON users (organization_id, id) WHERE state_reason = 'no-seat';
