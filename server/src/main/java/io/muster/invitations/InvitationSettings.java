package io.muster.invitations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for invitations.
 *
 * @param hours how long one can be accepted, 1 to 8,760
 */
@ConfigurationProperties("muster.invitations")
record InvitationSettings(@DefaultValue("168") int hours) {

    InvitationSettings {
        if (hours < 1 || hours > 8_760) {
            throw new IllegalArgumentException("muster.invitations.hours is from 1 to 8760");
        }
    }

    Duration life() {
        return Duration.ofHours(hours);
    }
}
