-- Most changes of many users touch nothing that the list shows, or their states alone. What the texts come to is
-- worked out only for those whose texts changed. EXCEPT finds them by hashing, whatever number PostgreSQL expects.
CREATE OR REPLACE FUNCTION muster_copy_to_memberships() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE memberships m
    SET account = c.account, name = c.name, department = c.department, title = c.title, phone = c.phone,
        search = c.search
    FROM (
        SELECT id, coalesce(address, logon_name) AS account, muster_fold(display_name) AS name,
               muster_fold(department) AS department, muster_fold(title) AS title,
               muster_phone_order(office_phone, mobile_phone) AS phone,
               muster_search_text(display_name, first_name, last_name, address, logon_name, department, title,
                   office_phone, mobile_phone) AS search
        FROM (
            SELECT id, address, logon_name, display_name, first_name, last_name, department, title, office_phone,
                   mobile_phone
            FROM changed
            EXCEPT
            SELECT id, address, logon_name, display_name, first_name, last_name, department, title, office_phone,
                   mobile_phone
            FROM previous
        ) AS differing
    ) AS c
    WHERE m.user_id = c.id
      AND (m.account, m.name, m.department, m.title, m.phone, m.search)
          IS DISTINCT FROM (c.account, c.name, c.department, c.title, c.phone, c.search);
    UPDATE memberships m
    SET state = c.state, sign_in_method = c.sign_in_method, last_sign_in_at = c.last_sign_in_at
    FROM (
        SELECT id, state, sign_in_method, last_sign_in_at FROM changed
        EXCEPT
        SELECT id, state, sign_in_method, last_sign_in_at FROM previous
    ) AS c
    WHERE m.user_id = c.id
      AND (m.state, m.sign_in_method, m.last_sign_in_at)
          IS DISTINCT FROM (c.state, c.sign_in_method, c.last_sign_in_at);
    RETURN NULL;
END
$$;
DROP TRIGGER copy_to_memberships ON users;
CREATE TRIGGER copy_to_memberships AFTER UPDATE ON users
    REFERENCING OLD TABLE AS previous NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION muster_copy_to_memberships();
