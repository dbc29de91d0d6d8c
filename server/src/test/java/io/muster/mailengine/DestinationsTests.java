package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.DnsSettings;
import io.muster.domains.NameLookup;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.mailboxes.Reception;
import io.muster.mailengine.Destinations.Destination;
import io.muster.notifications.OutgoingNetworks;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Where mail of users goes. */
@MusterTest
class DestinationsTests {

    @Autowired World world;
    @Autowired Scopes scopes;
    @Autowired Reception reception;
    @Autowired OutgoingRepository queue;
    @Autowired OutgoingSettings outgoing;
    @Autowired SmarthostSettings smarthost;

    private String domain;
    private EmailAddress ann;

    @BeforeEach
    void aUser() {
        domain = "@d" + UserId.next() + ".example";
        OrganizationScope acme = world.organization("Acme " + domain);
        world.user(acme, "ann" + domain);
        ann = EmailAddress.valueOf("ann" + domain);
    }

    @Test
    void isAnotherServerWhereMailLeaves() throws AddressException {
        assertThat(of("mail.muster.example", "bob@far.example"))
                .isInstanceOf(Destination.Elsewhere.class);
    }

    @Test
    void isToldWhereMailDoesNotLeave() throws AddressException {
        assertThat(of("localhost", "bob@far.example")).isInstanceOf(Destination.Unreached.class);
        assertThat(of("localhost", "amn" + domain))
                .as("a mistake in one's own domain")
                .isInstanceOf(Destination.Unknown.class);
        assertThat(of("localhost", "ann" + domain)).isInstanceOf(Destination.Here.class);
    }

    @Test
    void isNoOtherServerForStrangers() throws AddressException {
        assertThat(
                        destinations("mail.muster.example")
                                .of(Optional.empty(), new MailAddress("bob@far.example")))
                .isInstanceOf(Destination.Unknown.class);
    }

    private Destination of(String hostname, String recipient) throws AddressException {
        return destinations(hostname).of(Optional.of(ann), new MailAddress(recipient));
    }

    /** Of a server of that name. */
    private Destinations destinations(String hostname) {
        var settings =
                new MailSettings(
                        true,
                        "127.0.0.1",
                        hostname,
                        0,
                        0,
                        0,
                        0,
                        0,
                        600,
                        2_000,
                        DataSize.ofMegabytes(1),
                        List.of(),
                        null,
                        null);
        var courier =
                new Courier(
                        settings,
                        outgoing,
                        smarthost,
                        new OutgoingNetworks(List.of()),
                        new NameLookup(new DnsSettings(null)));
        return new Destinations(reception, new OutgoingMail(queue, outgoing, courier, scopes));
    }
}
