ALTER TABLE organizations
    ADD COLUMN description         text        NOT NULL DEFAULT '' CHECK (length(description) <= 1000),
    ADD COLUMN time_zone           text        NOT NULL DEFAULT '',
    ADD COLUMN language            text        NOT NULL DEFAULT '',
    ADD COLUMN tax_number          text        NOT NULL DEFAULT '' CHECK (length(tax_number) <= 128),
    ADD COLUMN billing_street      text        NOT NULL DEFAULT '',
    ADD COLUMN billing_city        text        NOT NULL DEFAULT '',
    ADD COLUMN billing_postal_code text        NOT NULL DEFAULT '',
    ADD COLUMN billing_region      text        NOT NULL DEFAULT '',
    ADD COLUMN billing_country     text        NOT NULL DEFAULT '',
    ADD COLUMN updated_at          timestamptz NOT NULL DEFAULT now(),
    -- Only one that is on can be the default.
    ADD CHECK (active OR NOT is_default);
CREATE INDEX organizations_list ON organizations (lower(name) COLLATE "C");
CREATE INDEX organizations_by_part_of_name ON organizations USING gin (lower(name) gin_trgm_ops);

CREATE INDEX units_by_parent ON units (organization_id, parent_id);
CREATE INDEX unit_visibility_by_seen ON unit_visibility (organization_id, visible_unit_id);
