-- One index for each order of the list. Who has never signed in comes before everybody who has, so that the latest
-- sign-in stands first in one direction and the never-used accounts in the other.
DROP INDEX memberships_by_last_sign_in;
CREATE INDEX memberships_by_last_sign_in
    ON memberships (organization_id, coalesce(last_sign_in_at, '-infinity'), user_id);
CREATE INDEX memberships_by_department ON memberships (organization_id, department, name, user_id);
CREATE INDEX memberships_by_title ON memberships (organization_id, title, name, user_id);
CREATE INDEX memberships_by_sign_in_method ON memberships (organization_id, sign_in_method, name, user_id);
