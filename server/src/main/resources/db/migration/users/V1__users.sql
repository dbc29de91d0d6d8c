-- A person's account. organization_id is its home: the organization that manages it.
CREATE TABLE users (
    id                  uuid        PRIMARY KEY,
    organization_id     uuid        NOT NULL,
    address             text,
    logon_name          text,
    first_name          text        NOT NULL DEFAULT '',
    middle_name         text        NOT NULL DEFAULT '',
    last_name           text        NOT NULL DEFAULT '',
    display_name        text        NOT NULL,
    state               text        NOT NULL
        CHECK (state IN ('INVITED', 'WAITING_FOR_PASSWORD', 'ACTIVE', 'DISABLED', 'DELETED')),
    -- Why a disabled user is disabled: an administrator, or the lack of a seat.
    state_reason        text        NOT NULL DEFAULT '',
    allow_incoming      boolean     NOT NULL DEFAULT false,
    deleted_at          timestamptz,
    -- Where a deleted user came from, offered when he is restored.
    former_unit_id      uuid,
    former_state        text,
    sign_in_method      text        NOT NULL DEFAULT 'DEFAULT'
        CHECK (sign_in_method IN ('DEFAULT', 'PASSWORD', 'DIRECTORY', 'OIDC')),
    title               text        NOT NULL DEFAULT '',
    department          text        NOT NULL DEFAULT '',
    company             text        NOT NULL DEFAULT '',
    office_phone        text        NOT NULL DEFAULT '',
    mobile_phone        text        NOT NULL DEFAULT '',
    home_phone          text        NOT NULL DEFAULT '',
    fax                 text        NOT NULL DEFAULT '',
    web_page            text        NOT NULL DEFAULT '',
    work_street         text        NOT NULL DEFAULT '',
    work_city           text        NOT NULL DEFAULT '',
    work_postal_code    text        NOT NULL DEFAULT '',
    work_region         text        NOT NULL DEFAULT '',
    work_country        text        NOT NULL DEFAULT '',
    home_street         text        NOT NULL DEFAULT '',
    home_city           text        NOT NULL DEFAULT '',
    home_postal_code    text        NOT NULL DEFAULT '',
    home_region         text        NOT NULL DEFAULT '',
    home_country        text        NOT NULL DEFAULT '',
    birthday            date,
    notes               text        NOT NULL DEFAULT '' CHECK (length(notes) <= 4000),
    recovery_address    text        NOT NULL DEFAULT '',
    reply_to            text        NOT NULL DEFAULT '',
    time_zone           text        NOT NULL DEFAULT '',
    language            text        NOT NULL DEFAULT '',
    external_id         text        NOT NULL DEFAULT '',
    in_address_list     boolean     NOT NULL DEFAULT true,
    last_sign_in_at     timestamptz,
    version             integer     NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    CHECK (address IS NOT NULL OR logon_name IS NOT NULL)
);
CREATE INDEX users_by_home ON users (organization_id, id);
CREATE INDEX users_deleted ON users (deleted_at) WHERE state = 'DELETED';
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- E-mail addresses are unique over users, aliases, groups and mailboxes of the instance; only this table decides.
CREATE TABLE addresses (
    address         text COLLATE "C" PRIMARY KEY,
    organization_id uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('USER', 'ALIAS', 'GROUP', 'MAILBOX')),
    owner_id        uuid NOT NULL
);
CREATE INDEX addresses_by_owner ON addresses (owner_id);

-- A user's place in one organization, and the row of that organization's list: columns below "joined_at" are copies
-- from users, kept by a trigger, so that one index gives each order and no page of the list needs a join.
CREATE TABLE memberships (
    organization_id uuid             NOT NULL,
    user_id         uuid             NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    unit_id         uuid             NOT NULL,
    -- From the roles: 0 user, 1 organization administrator, 2 owner.
    type            smallint         NOT NULL DEFAULT 0,
    joined_at       timestamptz      NOT NULL DEFAULT now(),
    account         text COLLATE "C" NOT NULL,
    name            text COLLATE "C" NOT NULL,
    department      text COLLATE "C" NOT NULL,
    title           text COLLATE "C" NOT NULL,
    state           text COLLATE "C" NOT NULL,
    sign_in_method  text COLLATE "C" NOT NULL,
    last_sign_in_at timestamptz,
    created_at      timestamptz      NOT NULL,
    search          text COLLATE "C" NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_by_user ON memberships (user_id);
CREATE INDEX memberships_by_account ON memberships (organization_id, account, user_id);
CREATE INDEX memberships_by_name ON memberships (organization_id, name, user_id);
CREATE INDEX memberships_by_unit ON memberships (organization_id, unit_id, name, user_id);
CREATE INDEX memberships_by_state ON memberships (organization_id, state, name, user_id);
CREATE INDEX memberships_by_type ON memberships (organization_id, type, name, user_id);
CREATE INDEX memberships_by_last_sign_in ON memberships (organization_id, last_sign_in_at, user_id);
CREATE INDEX memberships_by_created ON memberships (organization_id, created_at, user_id);
CREATE INDEX memberships_by_search ON memberships USING gin (search gin_trgm_ops) WITH (fastupdate = on);
CALL muster_protect('memberships');

CREATE POLICY own_or_member ON users
    USING (
        organization_id = (SELECT muster_organization())
        OR (SELECT muster_instance())
        OR EXISTS (
            SELECT 1 FROM memberships m
            WHERE m.user_id = users.id AND m.organization_id = (SELECT muster_organization())
        )
    )
    WITH CHECK (organization_id = (SELECT muster_organization()) OR (SELECT muster_instance()));

-- For order and search: without case and without accents, so that "Zoë" is found by "zoe". Declared immutable because
-- the dictionary is named; changing that dictionary's rules would mean rebuilding the copies below.
CREATE FUNCTION muster_fold(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(public.unaccent('public.unaccent'::regdictionary, $1));

CREATE FUNCTION muster_search_text(
    display_name text, first_name text, last_name text, address text, logon_name text,
    department text, title text, office_phone text, mobile_phone text
) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN muster_fold(concat_ws(' ', display_name, first_name, last_name, address, logon_name, department, title,
        regexp_replace(office_phone, '[^0-9+]', '', 'g'), regexp_replace(mobile_phone, '[^0-9+]', '', 'g')));

-- Runs as the owner, because a user's other organizations lie outside the scope of whoever edits him.
CREATE FUNCTION muster_copy_to_memberships() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE memberships m
    SET account = c.account, name = c.name, department = c.department, title = c.title, state = c.state,
        sign_in_method = c.sign_in_method, last_sign_in_at = c.last_sign_in_at, search = c.search
    FROM (
        SELECT id, coalesce(address, logon_name) AS account, muster_fold(display_name) AS name,
               muster_fold(department) AS department, muster_fold(title) AS title, state, sign_in_method,
               last_sign_in_at,
               muster_search_text(display_name, first_name, last_name, address, logon_name, department, title,
                   office_phone, mobile_phone) AS search
        FROM changed
    ) AS c
    WHERE m.user_id = c.id
      AND (m.account, m.name, m.department, m.title, m.state, m.sign_in_method, m.last_sign_in_at, m.search)
          IS DISTINCT FROM
          (c.account, c.name, c.department, c.title, c.state, c.sign_in_method, c.last_sign_in_at, c.search);
    RETURN NULL;
END
$$;
CREATE TRIGGER copy_to_memberships AFTER UPDATE ON users
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION muster_copy_to_memberships();
