package io.muster.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.testing.FuzzedText;

class UnitPathFuzzTests {

    @FuzzTest
    void aPathHasOneFormOrIsRefused(byte[] octets) {
        UnitPath.parse(FuzzedText.of(octets))
                .ifPresent(path -> {
                    assertThat(UnitPath.parse(path.toString())).contains(path);
                    assertThat(path.names()).hasSizeBetween(1, UnitPath.DEEPEST);
                });
    }
}
