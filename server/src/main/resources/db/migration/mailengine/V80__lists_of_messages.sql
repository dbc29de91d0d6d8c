-- For lists of a folder by time of arrival, and for the newest message of each thread.
CREATE INDEX mail_messages_newest ON mail_messages (folder_id, received_at DESC, uid DESC);
CREATE INDEX mail_messages_flagged ON mail_messages (folder_id, received_at DESC, uid DESC) WHERE flags & 16 <> 0;
CREATE INDEX mail_messages_of_thread ON mail_messages (folder_id, thread_id, received_at DESC, uid DESC) INCLUDE (flags);
