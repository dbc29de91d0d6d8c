-- Accounts that end by themselves: whoever has no date has no row.
CREATE TABLE account_expiries (
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- The first day on which the account is closed.
    expires_on      date        NOT NULL,
    -- When that day begins in the time zone of the organization; of one that is over, in that of then.
    ends_at         timestamptz NOT NULL,
    -- How many days before the last warning was due; NULL before the first one.
    warned_days     integer,
    -- When there is something to do next: a warning, or the end. NULL when all is done.
    due_at          timestamptz DEFAULT now(),
    PRIMARY KEY (user_id, organization_id)
);
CREATE INDEX account_expiries_by_date ON account_expiries (organization_id, expires_on, user_id);
CREATE INDEX account_expiries_due ON account_expiries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX account_expiries_ends ON account_expiries (ends_at) WHERE due_at IS NOT NULL;
CALL muster_protect('account_expiries');

-- What those who may disable users were told: of all who end on a day at once, by each warning.
CREATE TABLE expiry_digests (
    organization_id uuid    NOT NULL,
    expires_on      date    NOT NULL,
    days            integer NOT NULL,
    PRIMARY KEY (organization_id, expires_on, days)
);
CALL muster_protect('expiry_digests');

-- Who is warned of an end and when; organizations without a row have what the code says.
CREATE TABLE expiry_warnings (
    organization_id     uuid      PRIMARY KEY,
    days                integer[] NOT NULL,
    tells_administrators boolean  NOT NULL,
    version             integer   NOT NULL DEFAULT 1
);
CALL muster_protect('expiry_warnings');
