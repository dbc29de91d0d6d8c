-- How many users of an organization may be activated at once. Organizations without a row have no limit.
CREATE TABLE seats (
    organization_id uuid    PRIMARY KEY,
    -- NULL is without limit.
    licensed        integer CHECK (licensed >= 0),
    version         integer NOT NULL DEFAULT 1
);
CALL muster_protect('seats');
