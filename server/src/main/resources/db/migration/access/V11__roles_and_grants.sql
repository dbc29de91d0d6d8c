-- What a role is for: its permissions are all of that level.
ALTER TABLE roles ADD COLUMN level text NOT NULL DEFAULT 'ORGANIZATION'
    CHECK (level IN ('ORGANIZATION', 'MAILBOX'));
ALTER TABLE roles ADD CHECK (length(description) <= 500);

-- How often somebody's grants were changed: the entity tag of the whole set, which has no row of its own.
CREATE TABLE grant_versions (
    organization_id uuid    NOT NULL,
    user_id         uuid    NOT NULL,
    version         integer NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX grant_versions_by_user ON grant_versions (user_id);
CALL muster_protect('grant_versions');
