package io.muster.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.testing.FuzzedText;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Places in lists, as strangers send them. */
class CursorFuzzTests {

    private static final String ORDER = "name";

    /** Code points of the longest value that a list is sorted by. */
    private static final int LONGEST = 255;

    @FuzzTest
    void aTextIsOneOfOurCursorsOrIsRefused(byte[] octets) {
        isOursOrRefused(FuzzedText.of(octets));
        isOursOrRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }

    private static void isOursOrRefused(String text) {
        Optional<Cursor> read = Cursor.decode(text, ORDER);
        read.ifPresent(cursor -> {
            assertThat(Cursor.decode(text, ORDER + "2")).isEmpty();
            assertThat(cursor.order()).isEqualTo(ORDER);
            assertThat(cursor.values()).hasSizeLessThanOrEqualTo(8);
            assertThat(cursor.encode()).as("each place has one form").isEqualTo(text);
        });
        keyset(() -> Keyset.byId(ORDER, 50, text), read);
        keyset(() -> Keyset.byNumber(ORDER, 50, text), read)
                .map(Keyset::value)
                .ifPresent(value -> assertThat(Long.parseLong(value)).isNotNegative());
    }

    private static Optional<Keyset> keyset(Supplier<Keyset> asked, Optional<Cursor> read) {
        try {
            Keyset keyset = asked.get();
            assertThat(keyset.from()).isEqualTo(read.orElseThrow());
            return Optional.of(keyset);
        } catch (Refusal refusal) {
            assertThat(refusal.problem().status()).isEqualTo(422);
            assertThat(refusal.problem().errors()).hasSize(1);
            return Optional.empty();
        }
    }

    /** Lines are values; an empty one is none. */
    @FuzzTest
    void aPlaceComesBackAsItWent(byte[] octets) {
        List<@Nullable String> values =
                Arrays.stream(FuzzedText.of(octets).split("\n", 3))
                        .map(line -> line.replace("\0", "").replace("\uD800", ""))
                        .map(CursorFuzzTests::cut)
                        .<@Nullable String>map(line -> line.isEmpty() ? null : line)
                        .toList();
        var place = new Cursor(ORDER, octets.length % 2 == 0, values);
        assertThat(Cursor.decode(place.encode(), ORDER)).contains(place);
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }

    @FuzzTest
    void anEntityTagNamesAVersionOrNone(byte[] octets) {
        String text = FuzzedText.of(octets);
        Version version = Version.required(text);
        if (version.number() >= 0) {
            assertThat(Version.required(version.tag())).isEqualTo(version);
            assertThat(text.strip().replaceFirst("^\"0*(?=\\d)", "\"")).isEqualTo(version.tag());
        }
        assertThatThrownBy(() -> Version.required(null)).isInstanceOf(Refusal.class);
    }
}
