package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.Problem.FieldError;
import io.muster.testing.Injections;
import org.junit.jupiter.api.Test;

class FieldCheckTests {

    @Test
    void aLineIsOneLineWhateverCharacterEndsLines() {
        for (String payload : Injections.payloads()) {
            FieldCheck check = new FieldCheck();
            check.line("firstName", "Ann" + payload, 255);
            assertThat(check.errors())
                    .as(payload)
                    .extracting(FieldError::field)
                    .hasSize(Injections.breaksALine(payload) ? 1 : 0)
                    .allMatch("firstName"::equals);
        }
    }
}
