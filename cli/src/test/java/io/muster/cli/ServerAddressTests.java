package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerAddressTests {

    @Test
    void isHttpsUnlessItIsThisMachine() {
        assertThat(read("muster.example.org")).isEqualTo("https://muster.example.org");
        assertThat(read("localhost:8080")).isEqualTo("http://localhost:8080");
        assertThat(read("https://muster.example.org/staff/"))
                .isEqualTo("https://muster.example.org/staff");
        assertThat(read("http://127.0.0.1:8080")).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void refusesWhatLooksLocalAndIsNot() {
        for (String text :
                new String[] {
                    "http://127.0.0.1.example.org",
                    "http://localhost.example.org",
                    "http://10.0.0.1"
                }) {
            assertThatThrownBy(() -> read(text)).as(text).hasMessageContaining("Without TLS");
        }
    }

    @Test
    void refusesWhatIsNoAddressAndWhatHoldsASecret() {
        for (String text :
                new String[] {
                    "", "ftp://example.org", "https://", "https://ann:secret@example.org", "a b"
                }) {
            assertThatThrownBy(() -> read(text)).as(text).hasMessageContaining("is no address");
        }
    }

    @Test
    void takesPlainHttpWhereThatWasSaid() {
        assertThat(ServerAddress.parse("http://10.0.0.1", true)).hasToString("http://10.0.0.1");
    }

    private static String read(String text) {
        return ServerAddress.parse(text, false).toString();
    }
}
