-- The phone that the list shows, as digits, so that the list can be sorted by it. A default that isn't stored rewrites
-- no row; what is there already is filled in below.
ALTER TABLE memberships ADD COLUMN phone text COLLATE "C" NOT NULL DEFAULT '';

CREATE FUNCTION muster_phone_order(office_phone text, mobile_phone text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(coalesce(nullif(office_phone, ''), mobile_phone), '[^0-9+]', '', 'g');

UPDATE memberships m SET phone = muster_phone_order(u.office_phone, u.mobile_phone)
FROM users u
WHERE u.id = m.user_id AND muster_phone_order(u.office_phone, u.mobile_phone) <> '';

CREATE INDEX memberships_by_phone ON memberships (organization_id, phone, name, user_id);

CREATE OR REPLACE FUNCTION muster_copy_to_memberships() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE memberships m
    SET account = c.account, name = c.name, department = c.department, title = c.title, phone = c.phone,
        state = c.state, sign_in_method = c.sign_in_method, last_sign_in_at = c.last_sign_in_at, search = c.search
    FROM (
        SELECT id, coalesce(address, logon_name) AS account, muster_fold(display_name) AS name,
               muster_fold(department) AS department, muster_fold(title) AS title,
               muster_phone_order(office_phone, mobile_phone) AS phone, state, sign_in_method, last_sign_in_at,
               muster_search_text(display_name, first_name, last_name, address, logon_name, department, title,
                   office_phone, mobile_phone) AS search
        FROM changed
    ) AS c
    WHERE m.user_id = c.id
      AND (m.account, m.name, m.department, m.title, m.phone, m.state, m.sign_in_method, m.last_sign_in_at, m.search)
          IS DISTINCT FROM
          (c.account, c.name, c.department, c.title, c.phone, c.state, c.sign_in_method, c.last_sign_in_at, c.search);
    RETURN NULL;
END
$$;
