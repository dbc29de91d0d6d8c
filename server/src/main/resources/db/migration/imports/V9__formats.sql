-- A file is CSV, or a list of users in JSON.
ALTER TABLE imports ADD COLUMN format text NOT NULL DEFAULT 'CSV' CHECK (format IN ('CSV', 'JSON'));
