-- Corporate users: whose address lies in a domain that an organization has proved. For good, and of one organization at most.
ALTER TABLE users ADD corporate_of uuid;
ALTER TABLE users ADD corporate boolean GENERATED ALWAYS AS (corporate_of IS NOT NULL) STORED;

-- In the half of the list that seldom changes: 0 ordinary, 1 corporate, 2 guest, who is at home elsewhere. Whoever puts
-- somebody from elsewhere into a list says nothing of it.
ALTER TABLE listings ADD kind smallint NOT NULL DEFAULT 2;
UPDATE listings l SET kind = 0 FROM users u WHERE u.id = l.user_id AND u.organization_id = l.organization_id;
CREATE INDEX listings_by_kind ON listings (organization_id, kind, name, user_id);

-- What is behind the "@" of an account; logon names have none. First the domain: who has an address in it is asked of one
-- organization for its list, and of all when a domain becomes active.
ALTER TABLE listings ADD domain text COLLATE "C" NOT NULL GENERATED ALWAYS AS (split_part(account, '@', 2)) STORED;
CREATE INDEX listings_by_domain ON listings (domain, organization_id, name, user_id);
ANALYZE listings;

CREATE OR REPLACE FUNCTION muster_copy_to_list() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    WITH copied AS (
        UPDATE listings l
        SET account = c.account, name = c.name, department = c.department, title = c.title, phone = c.phone,
            search = c.search, sign_in_method = c.sign_in_method, deleted = c.deleted,
            kind = CASE WHEN l.organization_id = c.corporate_of THEN 1 WHEN l.organization_id = c.home THEN 0 ELSE 2 END
        FROM (
            SELECT id, coalesce(address, logon_name) AS account, muster_fold(display_name) AS name,
                   muster_fold(department) AS department, muster_fold(title) AS title,
                   muster_phone_order(office_phone, mobile_phone) AS phone,
                   muster_search_text(display_name, first_name, last_name, address, logon_name, department, title,
                       office_phone, mobile_phone) AS search,
                   sign_in_method, deleted, organization_id AS home, corporate_of
            FROM (
                SELECT id, address, logon_name, display_name, first_name, last_name, department, title, office_phone,
                       mobile_phone, sign_in_method, state = 'DELETED' AS deleted, organization_id, corporate_of
                FROM changed
                EXCEPT
                SELECT id, address, logon_name, display_name, first_name, last_name, department, title, office_phone,
                       mobile_phone, sign_in_method, state = 'DELETED', organization_id, corporate_of
                FROM previous
            ) AS differing
        ) AS c
        WHERE l.user_id = c.id
          AND (l.account, l.name, l.department, l.title, l.phone, l.search, l.sign_in_method, l.deleted, l.kind)
              IS DISTINCT FROM
              (c.account, c.name, c.department, c.title, c.phone, c.search, c.sign_in_method, c.deleted,
               CASE WHEN l.organization_id = c.corporate_of THEN 1 WHEN l.organization_id = c.home THEN 0 ELSE 2 END)
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
