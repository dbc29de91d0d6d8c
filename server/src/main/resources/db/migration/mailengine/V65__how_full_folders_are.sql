-- How many messages each folder has and how long they are together, changed by the statement that changes the messages,
-- whichever it is. It stands in the folder's row, which everybody who changes messages holds first: no other row is
-- waited for. What a mailbox has is the sum over its folders.
ALTER TABLE mail_folders
    ADD COLUMN messages bigint NOT NULL DEFAULT 0,
    ADD COLUMN octets   bigint NOT NULL DEFAULT 0;
-- A row that is changed with every message stays on its page.
ALTER TABLE mail_folders SET (fillfactor = 70);
UPDATE mail_folders f SET messages = c.messages, octets = c.octets
FROM (SELECT folder_id, count(*) AS messages, sum(size) AS octets FROM mail_messages GROUP BY folder_id) AS c
WHERE f.id = c.folder_id;

CREATE FUNCTION muster_count_added_mail() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE mail_folders f SET messages = f.messages + c.messages, octets = f.octets + c.octets
    FROM (SELECT folder_id, count(*) AS messages, sum(size) AS octets FROM come GROUP BY folder_id) AS c
    WHERE f.id = c.folder_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_added_mail AFTER INSERT ON mail_messages
    REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION muster_count_added_mail();

CREATE FUNCTION muster_count_removed_mail() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    -- Of messages that go with their folder nothing is left to count.
    UPDATE mail_folders f SET messages = f.messages - c.messages, octets = f.octets - c.octets
    FROM (SELECT folder_id, count(*) AS messages, sum(size) AS octets FROM gone GROUP BY folder_id) AS c
    WHERE f.id = c.folder_id;
    RETURN NULL;
END
$$;
-- By its name before release_mail_bodies: folders before bodies.
CREATE TRIGGER count_removed_mail AFTER DELETE ON mail_messages
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION muster_count_removed_mail();

CREATE FUNCTION muster_count_moved_mail() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    -- Where only flags changed it comes to nothing.
    UPDATE mail_folders f SET messages = f.messages + c.messages, octets = f.octets + c.octets
    FROM (
        SELECT folder_id, sum(messages) AS messages, sum(octets) AS octets
        FROM (
            SELECT folder_id, count(*) AS messages, sum(size) AS octets FROM come GROUP BY folder_id
            UNION ALL
            SELECT folder_id, -count(*), -sum(size) FROM gone GROUP BY folder_id
        ) AS both_ways
        GROUP BY folder_id HAVING sum(messages) <> 0 OR sum(octets) <> 0
    ) AS c
    WHERE f.id = c.folder_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_moved_mail AFTER UPDATE ON mail_messages
    REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION muster_count_moved_mail();
