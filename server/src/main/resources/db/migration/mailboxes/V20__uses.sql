-- When and from where a user last used a mail service: one row for each, whatever became of it.
CREATE TABLE mail_uses (
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL,
    service         text        NOT NULL CHECK (service IN ('IMAP', 'SUBMISSION')),
    address         text        NOT NULL,
    program         text        NOT NULL DEFAULT '',
    began_at        timestamptz NOT NULL DEFAULT now(),
    last_used_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, service)
) WITH (fillfactor = 80);
CALL muster_protect('mail_uses');
