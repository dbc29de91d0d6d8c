-- Whose name was tried, where somebody has it: who is locked is found by that, not by a look at all names. Attempts that
-- were counted before have none; the locks by them last an hour at most.
ALTER TABLE sign_in_attempts ADD COLUMN user_id uuid;
CREATE INDEX sign_in_attempts_by_user ON sign_in_attempts (user_id) WHERE user_id IS NOT NULL;
