package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.imports.CellRules.Reading.Fault;
import io.muster.testing.Injections;
import org.junit.jupiter.api.Test;

class CellRulesTests {

    @Test
    void aNameIsOneLineWhateverCharacterEndsLines() {
        for (String payload : Injections.payloads()) {
            CellRules.Reading read = CellRules.read(ImportField.FIRST_NAME, "Ann" + payload);
            assertThat(read instanceof Fault(String code, _) && code.equals("control-character"))
                    .as(payload)
                    .isEqualTo(Injections.breaksALine(payload));
        }
    }
}
