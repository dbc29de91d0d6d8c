-- Whether people make accounts by themselves. One row.
CREATE TABLE registration_settings (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    open    boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1
);
INSERT INTO registration_settings DEFAULT VALUES;

-- Who asked to register with an address, and the code that proves it. Of no organization: there is none yet.
CREATE TABLE registration_codes (
    id         uuid             PRIMARY KEY,
    address    text COLLATE "C" NOT NULL,
    -- From where it was asked for, of IPv6 the network.
    network    text             NOT NULL,
    asked_at   timestamptz      NOT NULL DEFAULT now(),
    attempts   smallint         NOT NULL DEFAULT 0,
    -- When its mail is written next; null once it is, or when that failed often enough.
    try_at     timestamptz      DEFAULT now(),
    -- The hash of the code, sealed with the key of the instance; of one that nobody knows where the address is taken.
    code       text,
    tries      smallint         NOT NULL DEFAULT 0,
    -- SHA-256 of the token that the right code was exchanged for.
    token_hash bytea,
    expires_at timestamptz      NOT NULL
);
CREATE INDEX registration_codes_by_time ON registration_codes (asked_at);
CREATE INDEX registration_codes_to_send ON registration_codes (try_at) WHERE try_at IS NOT NULL;
CREATE UNIQUE INDEX registration_codes_by_token ON registration_codes (token_hash) WHERE token_hash IS NOT NULL;
