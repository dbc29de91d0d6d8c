package io.muster.invitations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for invitations.
 *
 * @param hours how long one can be accepted, 1 to 8,760
 * @param pending how many of an organization may wait for an answer, 1 to 1,000,000
 * @param hourly how many mails an organization sends in an hour, 1 to 1,000,000
 * @param hourlyOfOne how many of these one of its people sends, 1 to 1,000,000
 */
@ConfigurationProperties("muster.invitations")
record InvitationSettings(
        @DefaultValue("168") int hours,
        @DefaultValue("5000") int pending,
        @DefaultValue("500") int hourly,
        @DefaultValue("250") int hourlyOfOne) {

    private static final int MOST = 1_000_000;

    InvitationSettings {
        if (hours < 1 || hours > 8_760) {
            throw new IllegalArgumentException("muster.invitations.hours is from 1 to 8760");
        }
        check("pending", pending);
        check("hourly", hourly);
        check("hourly-of-one", hourlyOfOne);
    }

    private static void check(String name, int number) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException(
                    "muster.invitations." + name + " is from 1 to 1000000");
        }
    }

    Duration life() {
        return Duration.ofHours(hours);
    }
}
