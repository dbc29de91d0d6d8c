-- Organizations that are switched off: nobody at home in one of them can sign in. The organizations module tells.
CREATE TABLE closed_organizations (
    organization_id uuid        PRIMARY KEY,
    closed_at       timestamptz NOT NULL DEFAULT now()
);
CALL muster_protect('closed_organizations');
