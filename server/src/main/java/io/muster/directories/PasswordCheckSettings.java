package io.muster.directories;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for passwords that directories check.
 *
 * @param rememberPasswords how long a right password of a mail program isn't asked for again; 0 for
 *     not at all, at most a quarter of an hour
 */
@ConfigurationProperties("muster.directories")
record PasswordCheckSettings(@DefaultValue("60s") Duration rememberPasswords) {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    PasswordCheckSettings {
        if (rememberPasswords.isNegative() || rememberPasswords.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "muster.directories.remember-passwords is between 0 and 15 minutes.");
        }
    }
}
