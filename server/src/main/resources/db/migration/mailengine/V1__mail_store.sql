-- The folders of users and the messages in them. owner_id is the user; what the engine calls a mailbox is a folder here.
CREATE TABLE mail_folders (
    id              uuid             PRIMARY KEY,
    organization_id uuid             NOT NULL,
    owner_id        uuid             NOT NULL,
    namespace       text             NOT NULL,
    name            text COLLATE "C" NOT NULL,
    -- RFC 9051 2.3.1.1: another one tells clients to forget what they keep of the folder.
    uid_validity    bigint           NOT NULL,
    last_uid        bigint           NOT NULL DEFAULT 0,
    last_modseq     bigint           NOT NULL DEFAULT 0,
    UNIQUE (owner_id, namespace, name)
);
CALL muster_protect('mail_folders');

-- Rights of others on a folder (RFC 4314).
CREATE TABLE mail_folder_rights (
    folder_id       uuid NOT NULL REFERENCES mail_folders (id) ON DELETE CASCADE,
    organization_id uuid NOT NULL,
    entry           text NOT NULL,
    rights          text NOT NULL,
    PRIMARY KEY (folder_id, entry)
);
CREATE INDEX mail_folder_rights_by_entry ON mail_folder_rights (organization_id, entry);
CALL muster_protect('mail_folder_rights');

-- Long bodies, once in an organization however many have them. Counted, not looked up: the count is changed under the lock
-- of its row, so that none is removed while another message begins to use it. Found by hash in one organization only, so
-- that nobody learns what others have.
CREATE TABLE mail_bodies (
    organization_id uuid    NOT NULL,
    hash            bytea   NOT NULL,
    uses            integer NOT NULL,
    body            bytea   NOT NULL,
    PRIMARY KEY (organization_id, hash)
);
-- Attachments are compressed already or in base64: trying costs more than it saves.
ALTER TABLE mail_bodies ALTER COLUMN body SET STORAGE EXTERNAL;
CALL muster_protect('mail_bodies');

-- A message in a folder. Copies have rows of their own with the same message_id.
CREATE TABLE mail_messages (
    folder_id       uuid        NOT NULL REFERENCES mail_folders (id) ON DELETE CASCADE,
    uid             bigint      NOT NULL,
    organization_id uuid        NOT NULL,
    message_id      uuid        NOT NULL,
    thread_id       uuid        NOT NULL,
    modseq          bigint      NOT NULL,
    -- A bit each: 1 seen, 2 recent, 4 deleted, 8 answered, 16 flagged, 32 draft.
    flags           smallint    NOT NULL,
    keywords        text[]      NOT NULL,
    received_at     timestamptz NOT NULL,
    saved_at        timestamptz NOT NULL,
    size            bigint      NOT NULL,
    body_start      integer     NOT NULL,
    line_count      bigint,
    -- Three elements each: namespace, name, value of what was read from the MIME header.
    properties      text[]      NOT NULL,
    header          bytea       NOT NULL,
    -- A short body stands here, a long one in mail_bodies.
    body            bytea,
    body_hash       bytea,
    PRIMARY KEY (folder_id, uid),
    CHECK ((body IS NULL) <> (body_hash IS NULL))
-- Headers and bodies are kept out of the line early: flags are read and changed without them.
) WITH (toast_tuple_target = 256);
CREATE INDEX mail_messages_by_message ON mail_messages (organization_id, message_id);
CREATE INDEX mail_messages_unseen ON mail_messages (folder_id, uid) WHERE flags & 1 = 0;
CREATE INDEX mail_messages_recent ON mail_messages (folder_id, uid) WHERE flags & 2 <> 0;
CREATE INDEX mail_messages_deleted ON mail_messages (folder_id, uid) WHERE flags & 4 <> 0;
CALL muster_protect('mail_messages');

-- Whichever way messages go, one by one or with their folder, long bodies that nobody uses any more go with them.
CREATE FUNCTION muster_release_mail_bodies() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    -- In one order, so that two who delete don't wait for each other.
    PERFORM 1 FROM mail_bodies b
    WHERE (b.organization_id, b.hash) IN (
        SELECT g.organization_id, g.body_hash FROM gone g WHERE g.body_hash IS NOT NULL)
    ORDER BY b.organization_id, b.hash
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE mail_bodies b SET uses = b.uses - g.number
    FROM (SELECT organization_id, body_hash, count(*) AS number FROM gone
          WHERE body_hash IS NOT NULL GROUP BY organization_id, body_hash) AS g
    WHERE b.organization_id = g.organization_id AND b.hash = g.body_hash;
    DELETE FROM mail_bodies b USING gone g
    WHERE b.organization_id = g.organization_id AND b.hash = g.body_hash AND b.uses <= 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER release_mail_bodies AFTER DELETE ON mail_messages
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION muster_release_mail_bodies();

CREATE TABLE mail_annotations (
    folder_id       uuid NOT NULL REFERENCES mail_folders (id) ON DELETE CASCADE,
    organization_id uuid NOT NULL,
    key             text NOT NULL,
    value           text NOT NULL,
    PRIMARY KEY (folder_id, key)
);
CALL muster_protect('mail_annotations');

CREATE TABLE mail_subscriptions (
    organization_id uuid NOT NULL,
    owner_id        uuid NOT NULL,
    name            text NOT NULL,
    PRIMARY KEY (owner_id, name)
);
CALL muster_protect('mail_subscriptions');
