package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;

@MusterTest
class OutboxTests {

    private static final String LINK = "https://muster.example.org/reset?token=very-secret-token";

    private final Outbox outbox;
    private final Scopes scopes;
    private final World world;

    OutboxTests(@Autowired Outbox outbox, @Autowired Scopes scopes, @Autowired World world) {
        this.outbox = outbox;
        this.scopes = scopes;
        this.world = world;
    }

    @Test
    void aMailIsHeldWhileThereIsNoRelay() {
        OrganizationScope acme = world.organization("Acme");
        scopes.run(acme, () -> outbox.write(acme, mail("held@example.org")));
        assertThat(states("held@example.org")).containsExactly("HELD");
    }

    @Test
    void aMailOfTheInstanceBelongsToNoOrganization() {
        scopes.run(
                scopes.machinery(),
                () -> outbox.write(scopes.machinery(), mail("instance@example.org")));
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT organization_id IS NULL FROM outbox WHERE recipient = 'instance@example.org'")
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void aMailGoesWithTheActThatItTellsOf() {
        OrganizationScope acme = world.organization("Rolled back");
        assertThatThrownBy(() ->
                        scopes.run(
                                acme,
                                () -> {
                                    outbox.write(acme, mail("never@example.org"));
                                    throw new IllegalStateException("the act failed");
                                }))
                .hasMessage("the act failed");
        assertThat(states("never@example.org")).isEmpty();
    }

    @Test
    void aMailWithoutAnActIsRefused() {
        OrganizationScope acme = world.organization("Without act");
        assertThatThrownBy(() -> outbox.write(acme, mail("lone@example.org")))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aCopyOfTheDatabaseOpensNoLink() {
        OrganizationScope acme = world.organization("Copied");
        scopes.run(acme, () -> outbox.write(acme, mail("copied@example.org")));
        String row =
                TestDatabase.owner()
                        .sql(
                                "SELECT outbox::text FROM outbox WHERE recipient = 'copied@example.org'")
                        .query(String.class)
                        .single();
        assertThat(row).contains("v1.").doesNotContain("token", "muster.example.org");
    }

    private static Mail mail(String to) {
        return new Mail(
                EmailAddress.valueOf(to),
                "Ann",
                MailTemplate.PASSWORD_RESET,
                Map.of("link", LINK, "hours", "2"),
                "en",
                Duration.ofHours(2));
    }

    private static List<String> states(String recipient) {
        return TestDatabase.owner()
                .sql("SELECT state FROM outbox WHERE recipient = :recipient")
                .param("recipient", recipient)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
