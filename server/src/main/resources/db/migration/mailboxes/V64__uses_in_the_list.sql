-- The list of users takes the uses of mail over, which it asked for before.
SELECT muster_note_uses(array_agg(user_id), array_agg(last_used_at)) FROM mail_uses;
