-- Keys with which mail that leaves is signed for its sender's domain (DKIM, RFC 6376).
CREATE TABLE mail_signing_keys (
    id          uuid        PRIMARY KEY,
    domain      text        NOT NULL,
    selector    text        NOT NULL,
    -- PKCS #8, sealed with the instance's key.
    private_key text        NOT NULL,
    -- As it stands in the name service, base64.
    public_key  text        NOT NULL,
    -- Mail is signed with it from when its record was found.
    signing     boolean     NOT NULL DEFAULT false,
    -- What the name service had at the last look; null before the first.
    record      text        CHECK (record IN ('FOUND', 'MISSING', 'DIFFERENT', 'UNANSWERED')),
    checked_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (domain, selector)
);
-- One that signs, and at most one that is to follow it.
CREATE UNIQUE INDEX mail_signing_keys_roles ON mail_signing_keys (domain, signing);
