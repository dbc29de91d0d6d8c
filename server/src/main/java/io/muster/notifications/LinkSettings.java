package io.muster.notifications;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people reach this instance. Links in mails are made from this and never from a request,
 * whose host name a stranger chooses.
 *
 * @param publicAddress {@code https://muster.example.org}; null for this machine and the server's
 *     port
 */
@ConfigurationProperties("muster")
record LinkSettings(@Nullable URI publicAddress, @DefaultValue("8080") int port) {

    LinkSettings {
        if (publicAddress != null
                && (publicAddress.getHost() == null
                        || !String.valueOf(publicAddress.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException(
                    "muster.public-address is an address like https://muster.example.org");
        }
    }
}
