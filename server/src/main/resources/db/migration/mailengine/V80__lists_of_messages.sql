-- For lists of a folder by time of arrival, and for the newest message of each thread. The organization is in them because
-- row-level security asks for it: what is counted is then counted in the index.
CREATE INDEX mail_messages_newest ON mail_messages (folder_id, received_at DESC, uid DESC);
CREATE INDEX mail_messages_newest_unseen ON mail_messages (folder_id, received_at DESC, uid DESC)
    INCLUDE (organization_id) WHERE flags & 1 = 0;
CREATE INDEX mail_messages_newest_flagged ON mail_messages (folder_id, received_at DESC, uid DESC)
    INCLUDE (organization_id) WHERE flags & 16 <> 0;
CREATE INDEX mail_messages_of_thread ON mail_messages (folder_id, thread_id, received_at DESC, uid DESC)
    INCLUDE (organization_id, flags);
