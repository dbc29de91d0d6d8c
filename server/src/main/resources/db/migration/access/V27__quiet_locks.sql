-- An organization's users may be locked sooner, and longer, than everybody.
ALTER TABLE session_policies
    ADD COLUMN attempts     integer NOT NULL DEFAULT 10 CHECK (attempts BETWEEN 3 AND 10),
    ADD COLUMN lock_minutes integer NOT NULL DEFAULT 1 CHECK (lock_minutes BETWEEN 1 AND 60);

-- Such a lock is told to nobody who signs in: the right password is answered as a wrong one until then.
ALTER TABLE sign_in_attempts
    ADD COLUMN quiet_until timestamptz,
    -- Which failure began the lock: that one was itself not locked yet.
    ADD COLUMN quiet_from  integer;
