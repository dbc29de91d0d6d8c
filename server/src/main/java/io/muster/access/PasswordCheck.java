package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the passwords of users who prove in a directory of their organization who they are; the
 * module directories implements it.
 */
public interface PasswordCheck {

    /**
     * A password to be looked at.
     *
     * @param organization the user's home
     * @param names the names that the user signs in with here
     * @param eachTime whether it comes from a program that gives the password each time, for which
     *     a right one may be remembered for a short while
     */
    record Question(
            UserId user,
            OrganizationId organization,
            List<String> names,
            String password,
            boolean eachTime) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Question[" + user + "]";
        }
    }

    /** What the directory says. */
    sealed interface Verdict {
        record Right() implements Verdict {}

        /**
         * @param reason for administrators; empty where it is nothing but a wrong password
         */
        record Wrong(String reason) implements Verdict {}

        /**
         * Told as a wrong one, though none was looked at: there is no entry to sign in as.
         *
         * @param reason for administrators
         */
        record NotLooked(String reason) implements Verdict {}

        /** The password was right, and the directory lets him in nowhere. */
        record Closed(Reason reason) implements Verdict {}

        /**
         * Nobody can say now.
         *
         * @param reason for administrators
         */
        record Unavailable(String reason) implements Verdict {}
    }

    /** Why a directory lets somebody in nowhere who gave the right password. */
    enum Reason {
        DISABLED,
        EXPIRED,
        PASSWORD_OVER
    }

    /** Asks other servers, so no transaction may be open; answers within a limited time. */
    Verdict check(Question question);

    /**
     * Whose name this is in the form {@code DOMAIN\name} or {@code name@domain} of a directory;
     * nobody's where it fits several. Called in a transaction of the machinery.
     */
    Optional<UserId> named(String name);

    /**
     * What the organization calls the directory that has the user's password; nothing where it
     * isn't known yet. No transaction may be open.
     */
    Optional<String> directoryOf(OrganizationId organization, UserId user);

    /** Whether there is any directory. Called in a transaction of the machinery. */
    boolean anywhere();

    /** What is wrong with a question, as it is told in the log; null for a right answer. */
    static @Nullable String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Right() -> null;
            case Verdict.Wrong(String reason) -> reason;
            case Verdict.NotLooked(String reason) -> reason;
            case Verdict.Closed(Reason reason) -> reason.name();
            case Verdict.Unavailable(String reason) -> reason;
        };
    }
}
