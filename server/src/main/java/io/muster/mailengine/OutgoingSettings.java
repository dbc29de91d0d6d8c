package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for mail to other servers.
 *
 * @param port at which other servers take mail; only for trials another one than 25
 * @param connections how many deliveries go on at once
 * @param connectTimeout how long a server is waited for
 * @param answerTimeout how long its answer to a command is waited for (RFC 5321 4.5.3.2)
 * @param retries the waits after each failed attempt; the last one repeats
 * @param giveUpAfter after that time the sender is told that it failed
 * @param queuePerUser how many recipients of a user may wait; further mail of his is put off
 * @param keep how long the list shows what was delivered or failed
 * @param sender the address that the instance's own mails come from; without it no-reply at the
 *     hostname
 */
@ConfigurationProperties("muster.mail.outgoing")
record OutgoingSettings(
        @DefaultValue("25") int port,
        @DefaultValue("16") int connections,
        @DefaultValue("30s") Duration connectTimeout,
        @DefaultValue("5m") Duration answerTimeout,
        @DefaultValue({"1m", "5m", "15m", "30m", "1h", "2h", "4h", "8h"}) List<Duration> retries,
        @DefaultValue("5d") Duration giveUpAfter,
        @DefaultValue("5000") int queuePerUser,
        @DefaultValue("7d") Duration keep,
        @Nullable String sender) {

    OutgoingSettings {
        retries = List.copyOf(retries);
        if (retries.isEmpty() || connections < 1) {
            throw new IllegalArgumentException(
                    "muster.mail.outgoing needs a wait between attempts and a connection");
        }
        if (sender != null && EmailAddress.parse(sender).isEmpty()) {
            throw new IllegalArgumentException("muster.mail.outgoing.sender is no address");
        }
    }

    /**
     * @param attempts that failed, one at least
     */
    Duration pause(int attempts) {
        return retries.get(Math.min(attempts, retries.size()) - 1);
    }
}
