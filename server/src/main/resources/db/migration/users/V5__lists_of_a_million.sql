-- Under row-level security a condition with coalesce() reaches no index, because PostgreSQL takes it for one that could
-- leak. So the value that orders and filters by the last sign-in is kept.
ALTER TABLE memberships ADD COLUMN last_sign_in_order timestamptz NOT NULL
    GENERATED ALWAYS AS (coalesce(last_sign_in_at, '-infinity')) STORED;

-- Every filter also says something of the state: with it in the index, counting reads no row.
DROP INDEX memberships_by_last_sign_in;
CREATE INDEX memberships_by_last_sign_in ON memberships (organization_id, last_sign_in_order, user_id) INCLUDE (state);
DROP INDEX memberships_by_created;
CREATE INDEX memberships_by_created ON memberships (organization_id, created_at, user_id) INCLUDE (state);
DROP INDEX memberships_by_unit;
CREATE INDEX memberships_by_unit ON memberships (organization_id, unit_id, name, user_id) INCLUDE (state);
-- A tenth of the size of memberships_by_state, for counting nearly all.
CREATE INDEX memberships_count ON memberships (organization_id, state);

-- How many rows a word finds decides between two ways to look for it; a finer picture of the texts tells better.
ALTER TABLE memberships ALTER COLUMN search SET STATISTICS 500;
