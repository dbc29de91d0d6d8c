package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Tokens.Kind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenTests {

    @ParameterizedTest
    @EnumSource
    void aTokenIsFoundByItsHashAndByNoOther(Kind kind) {
        var token = Tokens.create(kind);

        assertThat(token.text()).startsWith(kind.prefix()).hasSize(53).matches("\\w+");
        assertThat(token.hash()).hasSize(64);
        assertThat(Tokens.hash(kind, token.text())).hasValue(token.hash());
        assertThat(Tokens.matches(kind, token.text(), token.hash())).isTrue();
        assertThat(Tokens.matches(kind, Tokens.create(kind).text(), token.hash())).isFalse();
    }

    @Test
    void anApiTokenStartsWithMst() {
        assertThat(Tokens.create(Kind.API).text()).startsWith("mst_");
    }

    @Test
    void aTokenOfOneKindIsNoneOfAnother() {
        assertThat(Tokens.hash(Kind.SESSION, Tokens.create(Kind.API).text())).isEmpty();
    }

    @Test
    void aMistypedTokenIsRefusedByItsChecksum() {
        String text = Tokens.create(Kind.API).text();
        for (int i = 4; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(Tokens.hash(Kind.API, text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
    }

    @Test
    void anythingElseIsNoToken() {
        String text = Tokens.create(Kind.API).text();
        for (String other :
                new String[] {
                    "", "mst_", text + "0", text.substring(1), "mst_" + "0".repeat(100_000)
                }) {
            assertThat(Tokens.hash(Kind.API, other)).isEmpty();
        }
    }

    @Test
    void noTwoTokensAreTheSame() {
        assertThat(IntStream.range(0, 1_000).mapToObj(_ -> Tokens.create(Kind.API).text()))
                .doesNotHaveDuplicates();
    }
}
