-- Whoever registered himself with an address that nobody here has the domain of gets his mail where he got it before: it
-- leaves the instance. Of no effect once the domain is in use in his home, and he is its corporate user.
ALTER TABLE users ADD mail_elsewhere boolean NOT NULL DEFAULT false;
