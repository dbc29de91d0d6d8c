package io.muster.invitations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for people who register by themselves; whether they may is set in the
 * console.
 *
 * @param codeMinutes how long the code in the mail is good, 5 to 1,440
 * @param hourly how many mails with codes are sent in an hour, 1 to 100,000
 * @param hourlyOfNetwork how many of these are asked for from one network, 1 to 100,000; not from
 *     this machine itself, where a proxy runs
 */
@ConfigurationProperties("muster.registration")
record RegistrationSettings(
        @DefaultValue("30") int codeMinutes,
        @DefaultValue("300") int hourly,
        @DefaultValue("20") int hourlyOfNetwork) {

    private static final int MOST = 100_000;

    RegistrationSettings {
        if (codeMinutes < 5 || codeMinutes > 1_440) {
            throw new IllegalArgumentException(
                    "muster.registration.code-minutes is from 5 to 1440");
        }
        check("hourly", hourly);
        check("hourly-of-network", hourlyOfNetwork);
    }

    private static void check(String name, int number) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException(
                    "muster.registration." + name + " is from 1 to 100000");
        }
    }

    Duration codeLife() {
        return Duration.ofMinutes(codeMinutes);
    }
}
