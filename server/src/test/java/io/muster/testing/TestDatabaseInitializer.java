package io.muster.testing;

import io.muster.TestPostgres;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Points the server under test at the test run's database server, as the start does outside. A
 * limit is lower than by itself, so that a test can pass it.
 */
final class TestDatabaseInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPostgres postgres = TestPostgres.shared();
        context.getBeanFactory().registerSingleton("instanceKey", postgres.key());
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test database", postgres.properties()));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "low limits",
                                Map.<String, Object>of(
                                        "muster.imports.largest-file",
                                        "32MB",
                                        "muster.mail.largest-message",
                                        "1MB",
                                        "muster.mail.recipients-per-minute",
                                        200,
                                        "muster.mail.recipients-per-hour",
                                        50,
                                        "muster.resync.pause",
                                        "200ms",
                                        "muster.resync.busiest",
                                        1)));
        // Other servers are addresses of the loopback network, found by a name server of the tests.
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "mail to others",
                                Map.of(
                                        "muster.dns.server",
                                        NameService.shared().address(),
                                        "muster.mail.outgoing.port",
                                        NameService.shared().mailPort(),
                                        "muster.mail.outgoing.retries",
                                        "100ms",
                                        "muster.mail.outgoing.connect-timeout",
                                        "5s",
                                        "muster.mail.outgoing.answer-timeout",
                                        "5s",
                                        "muster.mail.outgoing.queue-per-user",
                                        10)));
        // Tests that need the mail servers start them, on free ports.
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "mail",
                                Map.of(
                                        "muster.mail.enabled",
                                        false,
                                        "muster.mail.hostname",
                                        "mail.muster.example",
                                        "muster.mail.checked-networks",
                                        "127.0.0.9/32",
                                        "muster.mail.smtp-port",
                                        0,
                                        "muster.mail.submission-port",
                                        0,
                                        "muster.mail.submissions-port",
                                        0,
                                        "muster.mail.imap-port",
                                        0,
                                        "muster.mail.imaps-port",
                                        0)));
    }
}
