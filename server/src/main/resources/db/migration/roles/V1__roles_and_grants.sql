CREATE TABLE system_administrators (
    user_id uuid PRIMARY KEY
);

CREATE TABLE roles (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    description     text        NOT NULL DEFAULT '' CHECK (length(description) <= 500),
    -- What the role is for: its permissions are all of that level.
    level           text        NOT NULL DEFAULT 'ORGANIZATION' CHECK (level IN ('ORGANIZATION', 'MAILBOX')),
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX roles_by_name ON roles (organization_id, lower(name));
CALL muster_protect('roles');

CREATE TABLE role_permissions (
    organization_id uuid NOT NULL,
    role_id         uuid NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission      text NOT NULL,
    PRIMARY KEY (role_id, permission)
);
CALL muster_protect('role_permissions');

-- System roles live in the code; their ids are fixed, so there is no foreign key to roles.
CREATE TABLE role_grants (
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL,
    role_id         uuid        NOT NULL,
    granted_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, user_id, role_id)
);
CREATE INDEX role_grants_by_role ON role_grants (organization_id, role_id, user_id);
CREATE INDEX role_grants_by_user ON role_grants (user_id);
CALL muster_protect('role_grants');

CREATE TABLE permission_grants (
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL,
    permission      text        NOT NULL,
    granted_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, user_id, permission)
);
CREATE INDEX permission_grants_by_user ON permission_grants (user_id);
CALL muster_protect('permission_grants');

-- How often somebody's grants were changed: the entity tag of the whole set, which has no row of its own.
CREATE TABLE grant_versions (
    organization_id uuid    NOT NULL,
    user_id         uuid    NOT NULL,
    version         integer NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX grant_versions_by_user ON grant_versions (user_id);
CALL muster_protect('grant_versions');
