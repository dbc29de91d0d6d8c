-- When each user last used any service, as the list shows, sorts and finds it: one value, told now and then by whoever
-- serves. Apart from the rest of the row, because it changes by itself.
CREATE TABLE last_uses (
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- NULL is never.
    used_at         timestamptz,
    -- When he came into the list.
    since           timestamptz NOT NULL,
    -- Whoever never used anything counts from then.
    idle_since      timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(used_at, since)) STORED,
    PRIMARY KEY (user_id, organization_id)
) WITH (fillfactor = 85);
INSERT INTO last_uses (organization_id, user_id, used_at, since)
SELECT l.organization_id, l.user_id, m.last_sign_in_at, l.created_at
FROM listings l JOIN memberships m ON m.organization_id = l.organization_id AND m.user_id = l.user_id
ORDER BY l.organization_id, l.created_at;
CREATE INDEX last_uses_by_time ON last_uses (organization_id, idle_since, user_id);
CALL muster_protect('last_uses');
ANALYZE last_uses;

CREATE FUNCTION muster_list_last_use() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    -- Whoever was listed before and comes back begins anew.
    INSERT INTO last_uses (organization_id, user_id, since) SELECT organization_id, user_id, created_at FROM come
    ON CONFLICT (user_id, organization_id) DO UPDATE SET since = excluded.since, used_at = NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER list_last_use AFTER INSERT ON listings
    REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION muster_list_last_use();

-- Takes uses over. A user's row is written once an hour at most; so long the list may be behind. Rows are locked in the
-- order of the ids, so that two servers never wait for each other.
CREATE FUNCTION muster_note_uses(ids uuid[], times timestamptz[]) RETURNS void
    LANGUAGE sql SET search_path = public, pg_temp
AS $$
    WITH held AS (
        SELECT v.user_id, v.organization_id, n.used_at
        FROM last_uses v JOIN (
            SELECT id, max(used_at) AS used_at FROM unnest(ids, times) AS u (id, used_at) GROUP BY id
        ) AS n ON v.user_id = n.id
        WHERE v.used_at IS NULL OR v.used_at < n.used_at - interval '1 hour'
        ORDER BY v.user_id, v.organization_id
        FOR NO KEY UPDATE OF v
    )
    UPDATE last_uses v SET used_at = h.used_at
    FROM held h
    WHERE v.user_id = h.user_id AND v.organization_id = h.organization_id
$$;
