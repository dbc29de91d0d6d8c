-- The row of an organization's list in two halves. An act on many changes states and units: what it writes has few indexes
-- and no long texts. What is sorted and searched by and seldom changes lies apart. Whatever PostgreSQL writes of a row
-- of which an indexed column changed goes into all indexes of its table.
CREATE TABLE listings (
    organization_id uuid             NOT NULL,
    user_id         uuid             NOT NULL,
    -- From the roles: 0 user, 1 organization administrator, 2 owner.
    type            smallint         NOT NULL DEFAULT 0,
    sign_in_method  text COLLATE "C" NOT NULL,
    created_at      timestamptz      NOT NULL,
    -- The one state that the list leaves out, so that a search reads this half alone.
    deleted         boolean          NOT NULL,
    account         text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    department      text COLLATE "C" NOT NULL,
    title           text COLLATE "C" NOT NULL,
    phone           text COLLATE "C" NOT NULL,
    search          text COLLATE "C" NOT NULL
);
INSERT INTO listings
SELECT organization_id, user_id, type, sign_in_method, created_at, state = 'DELETED', account, name, department, title,
    phone, search
FROM memberships ORDER BY organization_id, name;
ALTER TABLE listings ALTER COLUMN search SET STATISTICS 500;
ALTER TABLE listings ADD PRIMARY KEY (user_id, organization_id);
ALTER TABLE listings ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
CREATE INDEX listings_by_account ON listings (organization_id, account, user_id);
CREATE INDEX listings_by_type ON listings (organization_id, type, name, user_id);
CREATE INDEX listings_by_sign_in_method ON listings (organization_id, sign_in_method, name, user_id);
CREATE INDEX listings_by_department ON listings (organization_id, department, name, user_id);
CREATE INDEX listings_by_title ON listings (organization_id, title, name, user_id);
CREATE INDEX listings_by_phone ON listings (organization_id, phone, name, user_id);
CREATE INDEX listings_by_created ON listings (organization_id, created_at, user_id) INCLUDE (deleted);
CREATE INDEX listings_by_search ON listings USING gin (search gin_trgm_ops) WITH (fastupdate = on);
CALL muster_protect('listings');
ANALYZE listings;

DROP TRIGGER copy_to_memberships ON users;
DROP FUNCTION muster_copy_to_memberships();
-- With the columns go their indexes.
ALTER TABLE memberships
    DROP COLUMN type, DROP COLUMN sign_in_method, DROP COLUMN created_at, DROP COLUMN department, DROP COLUMN title,
    DROP COLUMN phone, DROP COLUMN search;
DROP INDEX memberships_by_account;
-- Writes the rows anew, without what the dropped columns held.
CLUSTER memberships USING memberships_pkey;
ALTER TABLE memberships SET WITHOUT CLUSTER;
ANALYZE memberships;

-- Runs as the owner, because a user's other organizations lie outside the scope of whoever edits him. What the texts come
-- to is worked out only for those whose texts changed. EXCEPT finds them by hashing, whatever number PostgreSQL expects.
CREATE FUNCTION muster_copy_to_list() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    WITH copied AS (
        UPDATE listings l
        SET account = c.account, name = c.name, department = c.department, title = c.title, phone = c.phone,
            search = c.search, sign_in_method = c.sign_in_method, deleted = c.deleted
        FROM (
            SELECT id, coalesce(address, logon_name) AS account, muster_fold(display_name) AS name,
                   muster_fold(department) AS department, muster_fold(title) AS title,
                   muster_phone_order(office_phone, mobile_phone) AS phone,
                   muster_search_text(display_name, first_name, last_name, address, logon_name, department, title,
                       office_phone, mobile_phone) AS search,
                   sign_in_method, deleted
            FROM (
                SELECT id, address, logon_name, display_name, first_name, last_name, department, title, office_phone,
                       mobile_phone, sign_in_method, state = 'DELETED' AS deleted
                FROM changed
                EXCEPT
                SELECT id, address, logon_name, display_name, first_name, last_name, department, title, office_phone,
                       mobile_phone, sign_in_method, state = 'DELETED'
                FROM previous
            ) AS differing
        ) AS c
        WHERE l.user_id = c.id
          AND (l.account, l.name, l.department, l.title, l.phone, l.search, l.sign_in_method, l.deleted)
              IS DISTINCT FROM
              (c.account, c.name, c.department, c.title, c.phone, c.search, c.sign_in_method, c.deleted)
        RETURNING l.organization_id, l.user_id, l.account, l.name
    )
    UPDATE memberships m SET account = c.account, name = c.name
    FROM copied AS c
    WHERE m.organization_id = c.organization_id AND m.user_id = c.user_id
      AND (m.account, m.name) IS DISTINCT FROM (c.account, c.name);
    UPDATE memberships m
    SET state = c.state, last_sign_in_at = c.last_sign_in_at
    FROM (
        SELECT id, state, last_sign_in_at FROM changed
        EXCEPT
        SELECT id, state, last_sign_in_at FROM previous
    ) AS c
    WHERE m.user_id = c.id
      AND (m.state, m.last_sign_in_at) IS DISTINCT FROM (c.state, c.last_sign_in_at);
    RETURN NULL;
END
$$;
CREATE TRIGGER copy_to_list AFTER UPDATE ON users
    REFERENCING OLD TABLE AS previous NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION muster_copy_to_list();
