package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** How long the passwords of a file take, said before they are hashed. */
@MusterTest
class PasswordEstimateTests {

    private static final String CRYPT =
            "$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/";

    private final ImportDesk desk;
    private final String domain;

    PasswordEstimateTests(@Autowired World world) {
        this.desk = ImportDesk.ofAnOwner(world);
        this.domain = desk.domain();
    }

    private JsonNode checked(String content) {
        var file = desk.file(content.replace("@", "@" + domain));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();
        return file.read().json().at("/check");
    }

    @Test
    void countsThePasswordsInClearTextOfThoseWhomTheFileMakes() {
        desk.imported("E-mail\nthere@%s\n".formatted(domain));
        JsonNode check =
                checked(
                        """
                        E-mail;Password
                        ann@;brackish tulip orbit seven
                        bob@;velvet anchor pine forty
                        there@;copper meadow lamp nine
                        short@;abc
                        none@;
                        """);
        assertThat(check.at("/passwords").asLong()).isEqualTo(2);
        assertThat(check.at("/hashingSeconds").asLong()).isPositive();
    }

    @Test
    void isNothingForHashesThatTheFileBringsAlong() {
        JsonNode check =
                checked(
                        "First Name [Required];Last Name [Required];Email Address [Required];Password"
                                + " [Required];Password Hash Function [UPLOAD ONLY]\n"
                                + "Ann;Smith;ann@;"
                                + CRYPT
                                + ";crypt\n"
                                + "Bob;Jones;bob@;5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8;SHA-1\n");
        assertThat(check.at("/counts/created").asLong()).isOne();
        assertThat(check.at("/counts/failed").asLong()).isOne();
        assertThat(check.at("/passwords").asLong()).isZero();
        assertThat(check.at("/hashingSeconds").asLong()).isZero();
    }
}
