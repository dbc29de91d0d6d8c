-- What a dry run of aliases by a pattern has given to somebody already; gone with the end of its job.
CREATE TABLE alias_claims (
    organization_id uuid NOT NULL,
    job_id          uuid NOT NULL,
    address         text COLLATE "C" NOT NULL,
    PRIMARY KEY (job_id, address)
);
CALL muster_protect('alias_claims');
