-- Mails that an organization writes to its users, with places for what is known of each.
CREATE TABLE mail_templates (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    subject         text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    text            text        NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
    version         integer     NOT NULL DEFAULT 1,
    changed_by_name text        NOT NULL,
    changed_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX mail_templates_by_name ON mail_templates (organization_id, lower(name));
CALL muster_protect('mail_templates');
