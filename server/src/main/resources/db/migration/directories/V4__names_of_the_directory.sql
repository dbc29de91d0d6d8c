-- DOMAIN\name and name@domain are looked up by the name.
CREATE INDEX directory_users_by_logon_name ON directory_users (lower(logon_name));
