-- How many sign-ins there were in each quarter of an hour, counted as they come: the list of all sessions of a month
-- would be too long to count. Quarters, because no time zone's day begins within one.
CREATE TABLE sign_in_counts (
    organization_id uuid        NOT NULL,
    quarter         timestamptz NOT NULL,
    -- One quarter's count lies in several rows, so that people who sign in together seldom wait for the same one.
    part            smallint    NOT NULL,
    sign_ins        bigint      NOT NULL,
    PRIMARY KEY (organization_id, quarter, part)
);
CALL muster_protect('sign_in_counts');
