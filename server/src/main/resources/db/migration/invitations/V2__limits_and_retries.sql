-- A mail that can't be written is tried again later, and holds up no other.
ALTER TABLE invitations
    ADD attempts  smallint    NOT NULL DEFAULT 0,
    -- When its mail is written next; null when that failed often enough.
    ADD try_at    timestamptz DEFAULT now(),
    -- Who proved by the link that mail to the address, an alias of his, reaches him.
    ADD proved_by uuid;
DROP INDEX invitations_to_send;
CREATE INDEX invitations_to_send ON invitations (try_at)
    WHERE state = 'PENDING' AND token_hash IS NULL AND try_at IS NOT NULL;
CREATE INDEX invitations_proved ON invitations (proved_by) WHERE state = 'PENDING' AND proved_by IS NOT NULL;

-- Every mail that was asked for in the last day, also of invitations that are over: revoking one makes no room for another.
CREATE TABLE invitation_mails (
    id              bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id uuid             NOT NULL,
    address         text COLLATE "C" NOT NULL,
    inviter_id      uuid             NOT NULL,
    asked_at        timestamptz      NOT NULL DEFAULT now()
);
CREATE INDEX invitation_mails_by_time ON invitation_mails (organization_id, asked_at);
CREATE INDEX invitation_mails_by_address ON invitation_mails (organization_id, address, asked_at);
CALL muster_protect('invitation_mails');
