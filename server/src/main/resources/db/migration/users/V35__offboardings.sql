-- A user who leaves: what was said of it, and each part of it with its outcome. Parts that wait for their day are
-- done in the name of who planned them, with no more rights than he had then and has at that moment.
CREATE TABLE offboardings (
    id                uuid        PRIMARY KEY,
    organization_id   uuid        NOT NULL,
    user_id           uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    mail              text        NOT NULL CHECK (mail IN ('CLOSED', 'ACCEPTED', 'FORWARDED')),
    mail_until        timestamptz,
    successor_id      uuid,
    -- As he was called then; he may be gone before the last part is done.
    successor_name    text        NOT NULL DEFAULT '',
    disable_at        timestamptz NOT NULL,
    delete_at         timestamptz,
    started_by        uuid        NOT NULL,
    started_by_name   text        NOT NULL,
    started_from      text        NOT NULL,
    permissions       text[]      NOT NULL,
    impersonator_id   uuid,
    impersonator_name text,
    created_at        timestamptz NOT NULL DEFAULT now(),
    taken_back_at     timestamptz
);
CREATE INDEX offboardings_by_user ON offboardings (user_id, created_at);
CALL muster_protect('offboardings');

CREATE TABLE offboarding_steps (
    offboarding_id  uuid        NOT NULL REFERENCES offboardings (id) ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    part            text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('PLANNED', 'DONE', 'UNCHANGED', 'FAILED', 'CANCELLED', 'TAKEN_BACK')),
    due_at          timestamptz NOT NULL,
    ended_at        timestamptz,
    -- Empty unless something stands against it: a stable code and a sentence.
    reason          text        NOT NULL DEFAULT '',
    sentence        text        NOT NULL DEFAULT '',
    -- What it is about: names of roles and mailboxes, addresses.
    names           text[]      NOT NULL DEFAULT '{}',
    -- What was there before, for taking it back.
    before          json,
    PRIMARY KEY (offboarding_id, part)
);
CREATE INDEX offboarding_steps_due ON offboarding_steps (due_at) WHERE state = 'PLANNED';
CALL muster_protect('offboarding_steps');
