-- What a new user gets where nothing else is said, and what users may edit of their own profile. The row of the
-- instance has the id of zeros; organizations of which a setting says nothing follow it.
CREATE TABLE user_defaults (
    organization_id uuid    PRIMARY KEY,
    template        json    NOT NULL,
    own_fields      text[]  NOT NULL,
    version         integer NOT NULL
);
CALL muster_protect('user_defaults');

ALTER TABLE users ADD COLUMN address_verified_at timestamptz;

-- Links sent by mail: only a hash is kept, each works once.
CREATE TABLE user_links (
    token_hash      bytea       PRIMARY KEY,
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose         text        NOT NULL CHECK (purpose IN ('PASSWORD', 'VERIFICATION')),
    -- The address it went to; a verification is of no use after a rename.
    address         text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL
);
CREATE INDEX user_links_by_user ON user_links (user_id);
CREATE INDEX user_links_by_expiry ON user_links (expires_at);
CALL muster_protect('user_links');
