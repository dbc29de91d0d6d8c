package io.muster.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.DomainName;
import io.muster.testing.LiveEar;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** What others learn of the domains of an organization. */
@MusterTest
@RecordApplicationEvents
class DomainEventTests {

    @Autowired private World world;
    @Autowired private DomainActs acts;
    @Autowired private DomainVerification verification;
    @Autowired private Scopes scopes;
    @Autowired private ApplicationEvents events;
    @LocalServerPort private int port;

    private final DomainName name = new DomainName("e" + UUID.randomUUID() + ".example");
    private OrganizationScope acme;

    @BeforeEach
    void anOrganization() {
        acme = world.organization("Acme " + name);
    }

    @Test
    void tellThatADomainIsInUseAndNoLonger() {
        ProvedDomain.inactive(acme, name.value());
        DomainId id = id();
        acts.activate(acme, id);
        acts.activate(acme, id);
        acts.deactivate(acme, id);
        assertThat(published())
                .containsExactly(
                        new DomainActivated(acme.organization(), name),
                        new DomainDeactivated(acme.organization(), name));
    }

    @Test
    void tellThatADomainInUseWasDeletedAndSayNothingOfAnother() {
        ProvedDomain.active(acme, name.value());
        ProvedDomain.inactive(acme, "spare." + name);
        acts.delete(acme, id(), name.value());
        acts.delete(acme, id(), "spare." + name);
        assertThat(published()).containsExactly(new DomainDeactivated(acme.organization(), name));
    }

    @Test
    void tellThatTheRecordOfADomainInUseIsLost() {
        ProvedDomain.active(acme, name.value());
        for (int day = 1; day <= DomainVerification.MOST_MISSED; day++) {
            assertThat(published()).isEmpty();
            Domain domain = scopes.in(acme, () -> acts.find(acme, id())).orElseThrow();
            verification.recheck(acme, domain, Finding.of(Finding.Outcome.MISSING));
        }
        assertThat(published()).containsExactly(new DomainDeactivated(acme.organization(), name));
    }

    @Test
    void makeOpenBrowsersReadAgain() {
        world.owner(acme, "olga@people.example");
        LiveEar.awaitServer();
        LiveEar ear = LiveEar.of(port, world.signedIn("olga@people.example"));
        ProvedDomain.inactive(acme, name.value());
        acts.activate(acme, id());
        ear.hears("\"domains\"");
        ear.close();
    }

    private List<Object> published() {
        return events.stream()
                .flatMap(event ->
                        event instanceof org.springframework.context.PayloadApplicationEvent<?> sent
                                ? Stream.<Object>of(sent.getPayload())
                                : Stream.empty())
                .filter(event ->
                        event instanceof DomainActivated || event instanceof DomainDeactivated)
                .toList();
    }

    /** Of the only one, or the first by name. */
    private DomainId id() {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT id FROM domains WHERE organization_id = :organization
                        ORDER BY length(name) LIMIT 1
                        """)
                .param("organization", acme.organization().value())
                .query((row, _) -> new DomainId(row.getObject("id", UUID.class)))
                .single();
    }
}
