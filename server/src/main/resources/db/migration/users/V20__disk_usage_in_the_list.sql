-- How much of the disk each user has, as the list shows, sorts and finds it: told every few seconds by whoever keeps what
-- he has. Apart from the rest of the row, because it changes far more often.
CREATE TABLE disk_usages (
    organization_id uuid    NOT NULL,
    user_id         uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    octets          bigint  NOT NULL DEFAULT 0,
    -- In octets; 0 has none, NULL has that of the organization.
    own_limit       bigint,
    -- In percent of a limit of his own.
    own_share       integer GENERATED ALWAYS AS (
        CASE WHEN own_limit > 0 THEN least(octets * 100 / own_limit, 1000000)::integer END) STORED,
    PRIMARY KEY (user_id, organization_id)
) WITH (fillfactor = 80);
INSERT INTO disk_usages (organization_id, user_id) SELECT organization_id, user_id FROM listings;
CREATE INDEX disk_usages_by_octets ON disk_usages (organization_id, octets, user_id);
CREATE INDEX disk_usages_by_share ON disk_usages (organization_id, own_share) WHERE own_share IS NOT NULL;
CALL muster_protect('disk_usages');
ANALYZE disk_usages;

CREATE FUNCTION muster_list_disk_usage() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO disk_usages (organization_id, user_id) SELECT organization_id, user_id FROM come;
    RETURN NULL;
END
$$;
CREATE TRIGGER list_disk_usage AFTER INSERT ON listings
    REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION muster_list_disk_usage();
