package io.muster.mailengine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether each mail server greets who connects, as part of the server's health. */
@Component
class MailServicesHealth implements HealthIndicator {

    private static final int PATIENCE_MILLIS = 2_000;

    private final MailSettings settings;
    private final EmbeddedMail mail;

    MailServicesHealth(MailSettings settings, EmbeddedMail mail) {
        this.settings = settings;
        this.mail = mail;
    }

    @Override
    public Health health() {
        return mail.ports()
                .map(this::health)
                .orElseGet(() -> (settings.enabled() ? Health.down() : Health.up()).build());
    }

    private Health health(EmbeddedMail.Ports ports) {
        Health.Builder health = Health.up();
        // Behind TLS nobody is greeted before he greets: that the port is open has to do.
        Map.of(
                        ports.smtp(),
                        "220 ",
                        ports.submission(),
                        "220 ",
                        ports.submissions(),
                        "",
                        ports.imap(),
                        "* OK ",
                        ports.imaps(),
                        "")
                .forEach((port, greeting) -> {
                    if (!greets(new InetSocketAddress(settings.address(), port), greeting)) {
                        health.down().withDetail("silent", port);
                    }
                });
        return health.build();
    }

    static boolean greets(InetSocketAddress address, String greeting) {
        try (var socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new String(
                            socket.getInputStream().readNBytes(greeting.length()),
                            StandardCharsets.US_ASCII)
                    .equals(greeting);
        } catch (IOException silent) {
            return false;
        }
    }
}
