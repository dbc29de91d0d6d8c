-- Folders are subscribed by the names that users see. Some were kept with the path before them.
INSERT INTO mail_subscriptions (organization_id, owner_id, name)
SELECT organization_id, owner_id, regexp_replace(name, '^#private:[^:]*:', '')
FROM mail_subscriptions WHERE name LIKE '#private:%'
ON CONFLICT (owner_id, name) DO NOTHING;
DELETE FROM mail_subscriptions WHERE name LIKE '#private:%';
