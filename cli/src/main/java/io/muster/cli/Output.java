package io.muster.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a command says: results on standard output as text or as one JSON document, everything about
 * the work on standard error.
 */
final class Output {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final Terminal terminal;
    private final boolean json;
    private final boolean quiet;

    Output(Terminal terminal, boolean json, boolean quiet) {
        this.terminal = terminal;
        this.json = json;
        this.quiet = quiet;
    }

    boolean json() {
        return json;
    }

    int columns() {
        return terminal.columns();
    }

    /** A line of the result. */
    void line(String text) {
        terminal.out().println(text);
    }

    /** A remark for people; nothing when they want quiet. */
    void note(String text) {
        if (!quiet) {
            terminal.err().println(text);
        }
    }

    /**
     * Writes a list as a table, as the bare keys when quiet, or as {@code {"items": [...]}}.
     *
     * @param key the member that names a row
     */
    void list(Iterator<JsonNode> rows, String key, List<Table.Column> columns) {
        if (json) {
            items(rows);
        } else if (quiet) {
            rows.forEachRemaining(row -> line(plain(Json.text(row, key))));
        } else {
            new Table(columns).write(rows, this);
        }
    }

    private void items(Iterator<JsonNode> rows) {
        // Row by row: the list may be longer than the memory.
        PrintStream out = terminal.out();
        out.print("{\"items\": [");
        String before = "\n";
        while (rows.hasNext()) {
            out.print(before);
            out.print(Json.write(rows.next()));
            before = ",\n";
        }
        out.println("\n]}");
    }

    /**
     * Writes one thing: as JSON, as its bare key when quiet, or as the lines given.
     *
     * @param lines label and value; those without a value are left out
     */
    void one(JsonNode thing, String key, Map<String, String> lines) {
        if (json) {
            line(Json.pretty(thing));
        } else if (quiet) {
            line(plain(Json.text(thing, key)));
        } else {
            int width = lines.keySet().stream().mapToInt(TextWidth::of).max().orElse(0);
            lines.forEach((label, value) -> {
                if (!value.isEmpty()) {
                    line(label + " ".repeat(width - TextWidth.of(label) + 2) + plain(value));
                }
            });
        }
    }

    /** Writes a result whose sentence says it all: as JSON or as that sentence. */
    void outcome(JsonNode result, String sentence) {
        if (json) {
            line(Json.pretty(result));
        } else if (!quiet) {
            line(sentence);
        }
    }

    /** What came from the server without what a terminal would obey. */
    static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A moment as people of this machine's zone read it; empty for none. */
    static String time(String instant) {
        try {
            return instant.isEmpty()
                    ? ""
                    : MINUTE.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException _) {
            return instant;
        }
    }

    /** A constant of the API as people read it: WAITING_FOR_PASSWORD is "waiting for password". */
    static String word(String constant) {
        return constant.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
