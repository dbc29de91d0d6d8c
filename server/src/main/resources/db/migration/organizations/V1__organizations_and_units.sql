-- The id is called organization_id here too, so that the one policy protects this table as well.
CREATE TABLE organizations (
    organization_id uuid        PRIMARY KEY,
    name            text        NOT NULL CHECK (length(name) BETWEEN 3 AND 256),
    active          boolean     NOT NULL DEFAULT true,
    is_default      boolean     NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX organizations_by_name ON organizations (lower(name));
CREATE UNIQUE INDEX organizations_one_default ON organizations (is_default) WHERE is_default;
CALL muster_protect('organizations');

CREATE TABLE units (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organizations,
    parent_id       uuid,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    description     text        NOT NULL DEFAULT '' CHECK (length(description) <= 255),
    built_in        boolean     NOT NULL DEFAULT false,
    -- Whose users the members can see: those of all units, also of units to come, or of the listed ones only.
    sees_all        boolean     NOT NULL DEFAULT true,
    version         integer     NOT NULL DEFAULT 1,
    UNIQUE (organization_id, id),
    FOREIGN KEY (organization_id, parent_id) REFERENCES units (organization_id, id)
);
CREATE UNIQUE INDEX units_by_name
    ON units (organization_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name));
CREATE UNIQUE INDEX units_one_built_in ON units (organization_id) WHERE built_in;
CALL muster_protect('units');

CREATE TABLE unit_visibility (
    organization_id uuid NOT NULL,
    unit_id         uuid NOT NULL,
    visible_unit_id uuid NOT NULL,
    PRIMARY KEY (unit_id, visible_unit_id),
    FOREIGN KEY (organization_id, unit_id) REFERENCES units (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, visible_unit_id) REFERENCES units (organization_id, id) ON DELETE CASCADE
);
CALL muster_protect('unit_visibility');
