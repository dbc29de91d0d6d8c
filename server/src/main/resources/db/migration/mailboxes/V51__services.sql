-- The services that are switched off for a user; all others are on. Kept while he has no address.
CREATE TABLE mail_services_off (
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    service         text NOT NULL CHECK (service IN ('IMAP', 'SUBMISSION', 'RECEPTION', 'WEBMAIL')),
    PRIMARY KEY (user_id, service)
);
CALL muster_protect('mail_services_off');
