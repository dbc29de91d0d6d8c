package io.muster.directories;

/** What can be wrong with a directory. A word of the other side is never among what is told. */
enum DirectoryFault {
    NAME_UNKNOWN(Step.HOST, "The name service knows no such host."),
    ADDRESS_NOT_ALLOWED(
            Step.HOST,
            "The host is at an inner address that the operator of this server has not opened."),
    NOT_REACHED(Step.HOST, "Nobody takes connections there, or something on the way holds them."),
    STARTTLS_REFUSED(Step.TLS, "The server doesn't offer StartTLS."),
    CERTIFICATE_NOT_TRUSTED(
            Step.TLS, "The server's certificate leads to none of the trusted authorities."),
    CERTIFICATE_EXPIRED(Step.TLS, "The server's certificate is not valid now."),
    CERTIFICATE_OF_ANOTHER_NAME(Step.TLS, "The server's certificate is for another host."),
    TLS_FAILED(Step.TLS, "The server doesn't speak TLS there."),
    CREDENTIALS_REFUSED(Step.CREDENTIALS, "The server refuses the account or its secret."),
    ACCOUNT_DISABLED(Step.CREDENTIALS, "The account is disabled there."),
    ACCOUNT_EXPIRED(Step.CREDENTIALS, "The account has expired there."),
    ACCOUNT_LOCKED(Step.CREDENTIALS, "The account is locked there."),
    PASSWORD_EXPIRED(Step.CREDENTIALS, "The account's secret must be changed there."),
    ENCRYPTION_DEMANDED(
            Step.CREDENTIALS,
            "The server wants an encrypted connection: choose StartTLS or LDAPS."),
    SIGN_IN_DEMANDED(Step.CREDENTIALS, "The server answers only those who sign in."),
    BASE_UNKNOWN(Step.BASE, "There is no such base, or the account may not see it."),
    BASE_ELSEWHERE(Step.BASE, "The base is on another server, and referrals are not followed."),
    BASE_NOT_READABLE(Step.RIGHTS, "The account may not read the base."),
    FILTER_REFUSED(Step.FILTER, "The server doesn't take the filter."),
    FILTER_FINDS_NOTHING(
            Step.FILTER, "There are entries below the base, but the filter finds none."),
    NOTHING_READABLE(
            Step.RIGHTS, "There is nothing below the base, or the account may not see it."),
    ENTRY_ID_MISSING(
            Step.RIGHTS,
            "The entries don't show what stays the same when they are renamed: the account may not read it, or the attribute is called otherwise."),
    LOGON_NAME_MISSING(
            Step.RIGHTS,
            "The entries don't show logon names: the account may not read them, or the attribute is called otherwise."),
    TOO_SLOW(Step.HOST, "The server didn't answer in time."),
    BROKE_OFF(Step.HOST, "The connection broke off, or what came is no LDAP."),
    REFUSED(Step.HOST, "The server refused with a code of its own.");

    private final Step step;
    private final String words;

    DirectoryFault(Step step, String words) {
        this.step = step;
        this.words = words;
    }

    /** What has to be right, each building on those before. */
    enum Step {
        HOST,
        TLS,
        CREDENTIALS,
        BASE,
        FILTER,
        RIGHTS
    }

    /** What it is the fault of, unless it comes about later. */
    Step step() {
        return step;
    }

    /** A sentence for people. */
    String words() {
        return words;
    }
}
