-- What somebody was promised in an organization. Not a user: whether the address belongs to anybody is not for the
-- organization to know before he accepts.
CREATE TABLE invitations (
    id              uuid             PRIMARY KEY,
    organization_id uuid             NOT NULL,
    address         text COLLATE "C" NOT NULL,
    first_name      text             NOT NULL DEFAULT '' CHECK (length(first_name) <= 255),
    last_name       text             NOT NULL DEFAULT '' CHECK (length(last_name) <= 255),
    roles           uuid[]           NOT NULL,
    permissions     text[]           NOT NULL,
    -- Of each: id, name when it was promised, ids of roles, permissions.
    mailboxes       json             NOT NULL,
    -- All roles that are promised, in the organization or on a mailbox.
    named_roles     uuid[]           NOT NULL,
    -- One that is pending after expires_at has expired.
    state           text             NOT NULL CHECK (state IN ('PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED', 'LEFT')),
    -- SHA-256 of the token in the mail; none once it is over.
    token_hash      bytea,
    inviter_id      uuid             NOT NULL,
    inviter_name    text             NOT NULL,
    -- Who accepted.
    user_id         uuid,
    version         integer          NOT NULL DEFAULT 1,
    created_at      timestamptz      NOT NULL DEFAULT now(),
    sent_at         timestamptz      NOT NULL DEFAULT now(),
    expires_at      timestamptz      NOT NULL,
    ended_at        timestamptz
);
CREATE INDEX invitations_list ON invitations (organization_id, id);
CREATE UNIQUE INDEX invitations_pending ON invitations (organization_id, address) WHERE state = 'PENDING';
CREATE INDEX invitations_to_address ON invitations (address) WHERE state = 'PENDING';
CREATE INDEX invitations_to_send ON invitations (id) WHERE state = 'PENDING' AND token_hash IS NULL;
CREATE UNIQUE INDEX invitations_by_token ON invitations (token_hash) WHERE token_hash IS NOT NULL;
CREATE INDEX invitations_accepted ON invitations (user_id) WHERE state = 'ACCEPTED';
CALL muster_protect('invitations');
