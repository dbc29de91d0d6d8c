-- Whose mailboxes hold more or less than what was told of them: a row for each change, so that nobody who changes messages
-- waits for another. Whoever tells takes the rows away.
CREATE TABLE mail_usage_changes (
    number          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id uuid NOT NULL,
    owner_id        uuid NOT NULL
);
CALL muster_protect('mail_usage_changes');

CREATE FUNCTION muster_note_mail_usage() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO mail_usage_changes (organization_id, owner_id) VALUES (OLD.organization_id, OLD.owner_id);
    IF TG_OP = 'UPDATE' AND NEW.owner_id <> OLD.owner_id THEN
        INSERT INTO mail_usage_changes (organization_id, owner_id) VALUES (NEW.organization_id, NEW.owner_id);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_mail_usage AFTER UPDATE OF octets, owner_id ON mail_folders
    FOR EACH ROW WHEN (OLD.octets <> NEW.octets OR OLD.owner_id <> NEW.owner_id)
    EXECUTE FUNCTION muster_note_mail_usage();
CREATE TRIGGER note_mail_usage_gone AFTER DELETE ON mail_folders
    FOR EACH ROW WHEN (OLD.octets <> 0)
    EXECUTE FUNCTION muster_note_mail_usage();

INSERT INTO mail_usage_changes (organization_id, owner_id)
SELECT DISTINCT organization_id, owner_id FROM mail_folders WHERE octets <> 0;
