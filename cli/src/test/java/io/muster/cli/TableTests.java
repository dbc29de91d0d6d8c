package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TableTests {

    @Test
    void alignsWideLetters() {
        assertThat(written("", "佐藤 さくら|1", "Żółć|12"))
                .containsExactly("NAME          N", "佐藤 さくら   1", "Żółć         12");
    }

    @Test
    void cutsTheWidestColumnUntilARowFitsTheWindow() {
        assertThat(written("14", "Wolfeschlegelstein|12345"))
                .containsExactly("NAME         N", "Wolfes…  12345");
    }

    @Test
    void obeysNoControlCharactersThatCameFromTheServer() {
        assertThat(written("", "a\033[2Jb\nc|1").getLast()).isEqualTo("a [2Jb c  1");
    }

    @Test
    void showsTheHeaderAloneWhenThereIsNothing() {
        assertThat(written("")).containsExactly("NAME  N");
    }

    /** The table of rows that are written as name and number with a bar between. */
    private static List<String> written(String columns, String... rows) {
        var out = new ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        Map.of("MUSTER_COLUMNS", columns),
                        InputStream.nullInputStream(),
                        out,
                        OutputStream.nullOutputStream(),
                        null);
        new Table(List.of(Table.Column.of("NAME", "name"), Table.Column.number("N", "n")))
                .write(
                        Stream.of(rows).map(TableTests::row).iterator(),
                        new Output(terminal, false, false));
        terminal.out().flush();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static JsonNode row(String text) {
        String[] cells = text.split("\\|", 2);
        return Json.object(Map.of("name", cells[0], "n", cells[1]));
    }
}
