package io.muster.notifications;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The mails that Muster sends. The words of each are message keys of {@code
 * notifications/messages*.properties}, which begin with {@link #key}.
 *
 * <p>{@link #LINK} is shown as a button; it and nothing else becomes an address to click on.
 */
public enum MailTemplate {
    /** Somebody asked for a new password. */
    PASSWORD_RESET("link", "hours"),
    /** An address waits for the proof that mail reaches its owner. */
    EMAIL_VERIFICATION("link", "hours"),
    /** A new user who waits for his first password. */
    WELCOME("link", "hours", "organization"),
    /**
     * A password that an administrator had made up for him; it holds once the mail is handed over.
     */
    PASSWORD_MADE("organization", "account", "password", "link"),
    /** The password was changed; whoever didn't do it himself learns of it. */
    PASSWORD_CHANGED("time"),
    PASSWORD_EXPIRING("link", "days"),
    ACCOUNT_DISABLED("organization"),
    ACCOUNT_ENABLED("organization", "link"),
    ACCOUNT_REMOVED("organization"),
    /** Roles or permissions were given or taken away. */
    RIGHTS_CHANGED("organization", "by", "link"),
    /** A job that he started, or that concerns him, is over. */
    JOB_RESULT("job", "state", "done", "skipped", "failed", "link"),
    /** What was planned for a user who leaves could not be done on its day. */
    OFFBOARDING_FAILED("user", "organization", "reasons", "link"),
    /** His account ends soon. */
    ACCOUNT_EXPIRING("organization", "date"),
    /** The account of somebody whom he may disable ends soon. */
    USER_EXPIRING("user", "organization", "date", "link"),
    /** The accounts of several whom he may disable end on the same day. */
    USERS_EXPIRING("users", "organization", "date", "link"),
    /** An account came to its end and had to stay open. */
    EXPIRY_REFUSED("user", "organization", "date", "reason", "link"),
    /** An administrator works with his account. */
    IMPERSONATED("by", "organization", "reason", "minutes", "link"),
    /** An organization has proved the domain of his address. */
    BECAME_CORPORATE("organization", "domain", "link"),
    /** Somebody who has an account is invited to another organization. */
    INVITATION("organization", "by", "hours", "link"),
    /** Somebody is invited who has no account yet. */
    INVITATION_TO_REGISTER("organization", "by", "hours", "link"),
    /** The address belongs to many, or to nobody who can be trusted with it: no one can accept. */
    INVITATION_TO_NO_PERSON("organization", "by", "address"),
    /** Proves the address of whoever wants to register. */
    REGISTRATION_CODE("code", "minutes"),
    /** Somebody wanted to register with an address that is taken. */
    REGISTRATION_KNOWN("link"),
    /** Tells the inviter that nobody got the mail. */
    INVITATION_UNSENT("who", "organization", "link"),
    INVITATION_ACCEPTED("who", "organization", "link"),
    /** What was promised is gone in part. */
    INVITATION_ACCEPTED_IN_PART("who", "organization", "missing", "link"),
    INVITATION_DECLINED("who", "organization", "link"),
    /** He has no place in the organization any more. */
    REMOVED_FROM_ORGANIZATION("organization", "by"),
    /** A mailbox of his has little room left. */
    MAILBOX_FILLING("mailbox", "percent"),
    DOMAIN_VERIFIED("domain", "link"),
    /** The record that proves a domain was not found for 72 hours. */
    DOMAIN_EXPIRED("domain", "link"),
    /** Another organization proved it first. */
    DOMAIN_IN_USE("domain", "link"),
    /** The record of a verified domain is gone. */
    DOMAIN_RECORD_MISSING("domain", "link"),
    /** The record stayed away for three days. */
    DOMAIN_UNVERIFIED("domain", "link"),
    /** A report on users that he asked for is made. */
    REPORT_READY("organization", "days", "link"),
    /** Shows a system administrator that the relay works. */
    RELAY_TEST("host"),
    /** What an organization has written itself; it has no words of ours but the footer. */
    WRITTEN("subject", "text");

    /** The parameter that holds an address to click on. */
    static final String LINK = "link";

    /** The parameter that is the subject of a mail that an organization has written. */
    static final String SUBJECT = "subject";

    /** The parameter that may have several lines. */
    static final String TEXT = "text";

    private final Set<String> parameters;

    MailTemplate(String... parameters) {
        this.parameters = Set.copyOf(List.of(parameters));
    }

    /** The names of the parameters, all of which a mail must give. */
    public Set<String> parameters() {
        return parameters;
    }

    /** The stable name: {@code password-reset}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
