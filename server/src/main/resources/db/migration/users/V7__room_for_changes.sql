-- Acts on many change a few columns of users that no index has: with room on its page a changed row touches no index.
ALTER TABLE users SET (fillfactor = 85);

-- An index that speaks of the state is touched by every change of a state, also of who isn't in it. Only the deleted
-- have a time of deletion.
DROP INDEX users_deleted;
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;
