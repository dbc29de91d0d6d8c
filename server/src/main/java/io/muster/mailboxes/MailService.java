package io.muster.mailboxes;

/** What a mail program connects to. */
public enum MailService {
    IMAP,
    SUBMISSION
}
