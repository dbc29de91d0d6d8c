-- Whether a mailbox sent the message on; its user gets it back whole where that fails.
ALTER TABLE mail_outgoing ADD COLUMN forwarded boolean NOT NULL DEFAULT false;
