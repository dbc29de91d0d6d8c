-- An organization's rules for the sessions of its users; sessions and API tokens are held to them at each request.
CREATE TABLE session_policies (
    organization_id uuid    PRIMARY KEY,
    idle_minutes    integer NOT NULL CHECK (idle_minutes BETWEEN 5 AND 60),
    one_session     boolean NOT NULL,
    one_address     boolean NOT NULL,
    -- Networks from which alone users come in; none for all.
    allowed         inet[]  NOT NULL,
    blocked         inet[]  NOT NULL,
    version         integer NOT NULL DEFAULT 1
);
CALL muster_protect('session_policies');
