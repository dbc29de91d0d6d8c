CREATE INDEX audit_entries_by_time ON audit_entries (organization_id, at);
