-- An organization's own rules, stricter than the instance's. rules holds them as the API shows them.
CREATE TABLE password_policies (
    organization_id        uuid    PRIMARY KEY,
    rules                  jsonb   NOT NULL,
    second_factor_required boolean NOT NULL DEFAULT false,
    version                integer NOT NULL DEFAULT 1
);
CALL muster_protect('password_policies');

-- Hashes of earlier passwords, for rules against their return; the newest 24 of each user.
CREATE TABLE password_history (
    user_id         uuid        NOT NULL,
    organization_id uuid        NOT NULL,
    hash            text        NOT NULL,
    replaced_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX password_history_by_user ON password_history (user_id, replaced_at DESC);
CALL muster_protect('password_history');

-- How many days before the expiry the user was warned last; null when not yet.
ALTER TABLE sign_in_accounts ADD COLUMN warned_days integer;
