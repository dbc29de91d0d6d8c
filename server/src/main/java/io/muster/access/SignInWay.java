package io.muster.access;

import io.muster.access.AccountRepository.Account;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How somebody came in, as the audit log tells it.
 *
 * @param secondFactor null where none was asked for
 */
record SignInWay(Method method, @Nullable Factor secondFactor) {

    /** What came first. */
    enum Method {
        /** The password that he has here. */
        PASSWORD,
        /** The one of a directory. */
        DIRECTORY,
        PASSKEY
    }

    /** What came after a password. */
    enum Factor {
        CODE,
        PASSKEY
    }

    /**
     * @param account as it counts: whose password is one of a directory has none here
     */
    static SignInWay of(Account account, Proof proof) {
        Method password = account.passwordHash() == null ? Method.DIRECTORY : Method.PASSWORD;
        return switch (proof) {
            case PASSWORD -> new SignInWay(password, null);
            case PASSWORD_AND_CODE -> new SignInWay(password, Factor.CODE);
            case PASSWORD_AND_PASSKEY -> new SignInWay(password, Factor.PASSKEY);
            case PASSKEY -> new SignInWay(Method.PASSKEY, null);
        };
    }

    Map<String, Object> told() {
        Map<String, Object> told = new HashMap<>();
        told.put("signInMethod", method.name());
        if (secondFactor != null) {
            told.put("secondFactor", secondFactor.name());
        }
        return told;
    }
}
