-- Somebody of whom a second factor is required and who has none yet gets as far as the page that sets one up.
ALTER TABLE sessions DROP CONSTRAINT sessions_stage_check;
ALTER TABLE sessions ADD CONSTRAINT sessions_stage_check
    CHECK (stage IN ('SIGNED_IN', 'SECOND_FACTOR', 'SECOND_FACTOR_SETUP', 'NEW_PASSWORD'));

-- Failures counted per lane: a name tried by strangers, a known device of one user, a source address.
-- Names are hashed, so that what people type into the wrong field isn't kept.
CREATE TABLE sign_in_attempts (
    lane          text COLLATE "C" PRIMARY KEY,
    failures      integer          NOT NULL,
    last_at       timestamptz      NOT NULL,
    blocked_until timestamptz
);
CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at);

-- Browsers that a user has signed in from. One browser may be several users'.
CREATE TABLE known_devices (
    token_hash   text COLLATE "C" NOT NULL,
    user_id      uuid             NOT NULL,
    last_used_at timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (token_hash, user_id)
);
CREATE INDEX known_devices_by_user ON known_devices (user_id);
