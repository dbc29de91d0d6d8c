package io.muster.imports;

import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON made to do harm ends in a refusal or in errors of rows, with memory that stays flat. */
class HostileJsonTests {

    private static final String ANN = "[{\"username\":\"ann\",\"notes\":";

    @Test
    void refusesAMillionSettingsOfOneUser() {
        var keys = new StringBuilder("[{");
        for (int i = 0; i < 1_000_000; i++) {
            keys.append("\"k").append(i).append("\":1,");
        }
        assertThat(codes(keys + "\"z\":1}]")).containsExactly("too-many-columns");
    }

    @Test
    void refusesAMillionSettingsSpreadOverUsers() {
        var users = new StringBuilder("[");
        for (int i = 0; i < 2_000; i++) {
            users.append("{\"k").append(i).append("\":1},");
        }
        assertThat(codes(users + "{}]")).hasSize(1_001).endsWith("too-many-columns");
    }

    @Test
    void refusesShortUsersBelowAThousandColumns() {
        var first = new StringBuilder("[{");
        for (int i = 0; i < 999; i++) {
            first.append("\"k").append(i).append("\":1,");
        }
        byte[] head = utf8(first + "\"z\":1}");
        var file = new Repeated(head, utf8(",{\"z\":1}"), 1_000_000);
        assertThat(count(file)).isLessThan(200_001);
        assertThat(file.position()).isLessThan(16L << 20);
    }

    @Test
    void passesOverAMillionNamesThatAreNotOfUsersWithoutKeepingThem() {
        var keys = new StringBuilder("{\"clients\":{");
        for (int i = 0; i < 1_000_000; i++) {
            keys.append("\"k").append(i).append("\":1,");
        }
        byte[] file = utf8(keys + "\"z\":1},\"users\":[{\"username\":\"ann\"}]}");
        long before = heap();
        assertThat(codes(new ByteArrayInputStream(file))).containsExactly("good");
        assertThat(heap() - before).isLessThan(64L << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void refusesWhatIsNestedWithoutEnd(String opening) {
        assertThat(codes(new Repeated(utf8(ANN), utf8(opening), 1_000_000)))
                .containsExactly("too-deep");
        assertThat(codes(new Repeated(utf8("{\"clients\":"), utf8(opening), 1_000_000)))
                .containsExactly("too-deep");
        assertThat(codes(new Repeated(new byte[0], utf8("["), 1_000_000)))
                .containsExactly("not-a-user");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [{"username":"ann","notes":"  | x                   | cell-too-long
                    [{"username":"ann","           | x                   | cell-too-long
                    [{"username":"ann","notes":1   | 1                   | cell-too-long
                    [{"username":"ann","a":["x"    | ,"x"                | row-too-long
                    [{"username":"ann","a":[{"b":1}| ,{"b":1}            | row-too-long
                    [{"username":"ann","a":[{"b":" | x                   | cell-too-long
                    [{"username":"ann"             | ,"username":"ann"   | row-too-long
                    [{"credentials":[{"type":"otp" | ,"x":"y"            | row-too-long
                    """)
    void readsAFewMebibytesOfAUserWithoutEndAndNoMore(String head, String body, String code) {
        var file = new Repeated(utf8(head), utf8(body.repeat(100)), 1_000_000);
        assertThat(codes(file)).containsExactly(code);
        assertThat(file.position()).isLessThan(16L << 20);
    }

    @Test
    void keepsOfAUserNoMoreThanTheLimits() {
        String value = "\"" + "x".repeat(60_000) + "\"";
        String large = "{\"a\":%1$s,\"b\":%1$s,\"c\":%1$s,\"d\":%1$s,\"e\":%1$s}".formatted(value);
        String long_ = "{\"a\":\"" + "x".repeat(70_000) + "\"}";
        assertThat(codes("[" + large + "," + long_ + ",{\"a\":1}]"))
                .containsExactly("row-too-long", "cell-too-long", "good");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    broken-json   | [{"username":"ann"},
                    cut-off       | [{"username":"ann
                    cut-off       | {"users":[{"username":"ann"}]
                    cut-off       | {"users":[
                    broken-json   | [{"username":"ann"},]
                    broken-json   | [{"username":"ann"}] [{"username":"bob"}]
                    broken-json   | [{"username":'ann'}]
                    broken-json   | [{"username":"ann"} /* x */]
                    broken-json   | [{username:"ann"}]
                    broken-json   | [{"n":NaN}]
                    not-a-user    | [{"username":"ann"},7]
                    not-a-user    | [["ann"]]
                    no-users      | {"realm":"acme"}
                    no-users      | {"users":{"ann":{}}}
                    duplicate-key | {"users":[{"username":"ann"}],"users":[{"username":"bob"}]}
                    empty         | []
                    empty         | {"users":[{},{}]}
                    """)
    void refusesWhatIsNotAListOfUsers(String code, String file) {
        assertThat(codes(file)).endsWith(code).doesNotContain("bob");
    }

    @Test
    void takesASettingThatStandsTwiceForAnErrorOfItsRow() {
        assertThat(codes("[{\"username\":\"ann\",\"username\":\"root\"},{\"username\":\"bob\"}]"))
                .containsExactly("duplicate-key", "good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "\\udc00x", "x\\ud800y", "\uFFFD"})
    void takesWhatIsNoCharacterForAnErrorOfItsRowAndRefusesItInANameOfASetting(String text) {
        assertThat(codes("[{\"a\":\"" + text + "\"},{\"a\":\"\\ud83d\\ude00\"}]"))
                .satisfiesExactly(
                        bad -> assertThat(bad).isIn("zero-character", "wrong-encoding"),
                        good -> assertThat(good).isEqualTo("good"));
        assertThat(codes("[{\"" + text + "\":1}]")).containsExactly("wrong-encoding");
    }

    @Test
    void takesBytesThatAreNotUtf8ForAnErrorOfTheirRow() {
        byte[] file =
                CsvFixtures.joined(
                        utf8("[{\"a\":\"M"),
                        CsvFixtures.bytes(0xFC),
                        utf8("ller\"},{\"a\":\"x\"}]"));
        assertThat(codes(new ByteArrayInputStream(file))).containsExactly("wrong-encoding", "good");
    }

    @Test
    void keepsMemoryFlatOverAFileOfManyUsers() {
        byte[] user = utf8(",{\"username\":\"ann\",\"notes\":\"" + "x".repeat(5_000) + "\"}");
        var file =
                new SequenceInputStream(
                        new Repeated(utf8("[{\"username\":\"zoe\"}"), user, 40_000),
                        new ByteArrayInputStream(utf8("]")));
        long before = heap();
        assertThat(count(file)).isEqualTo(40_001);
        assertThat(heap() - before).isLessThan(64L << 20);
    }

    private static List<String> codes(String file) {
        return codes(new ByteArrayInputStream(utf8(file)));
    }

    private static List<String> codes(InputStream file) {
        try (var rows = JsonRows.open(file, CsvRows.Limits.STANDARD)) {
            return Stream.generate(rows::next)
                    .takeWhile(Optional::isPresent)
                    .map(row ->
                            switch (row.get()) {
                                case CsvRow.Cells _ -> "good";
                                case CsvRow.Faulty(_, _, String code, _) -> code;
                                case CsvRow.Unreadable(_, String code, _) -> code;
                            })
                    .toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static int count(InputStream file) {
        try (var rows = JsonRows.open(file, CsvRows.Limits.STANDARD)) {
            int count = 0;
            while (rows.next().orElse(null) instanceof CsvRow.Cells) {
                count++;
            }
            return count;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
