package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.MusterTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;

/** Mail in the server's health. */
@MusterTest
class MailServicesHealthTests {

    @Autowired EmbeddedMail mail;
    @Autowired MailServicesHealth health;

    @Test
    void isWellWhileEveryMailServerGreets() {
        mail.start();

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void missesAServerThatIsGoneOrSilent() throws IOException {
        InetSocketAddress address;
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = (InetSocketAddress) silent.getLocalSocketAddress();
            assertThat(MailServicesHealth.greets(address, "220 ")).isFalse();
        }
        assertThat(MailServicesHealth.greets(address, "220 ")).isFalse();
    }
}
