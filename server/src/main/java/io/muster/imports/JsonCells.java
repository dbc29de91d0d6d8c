package io.muster.imports;

import io.muster.kernel.FormulaGuard;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one user of a JSON file, by the columns of the whole file. What breaks a limit makes
 * the row faulty; what is within the limits is kept, so that the row can be mended.
 */
final class JsonCells {

    private static final char UNREADABLE = '\uFFFD';

    private final Columns columns;
    private final CsvRows.Limits limits;
    private final long line;
    private final Map<Integer, String> cells = new HashMap<>();
    private long characters;
    private @Nullable Fault fault;

    JsonCells(Columns columns, CsvRows.Limits limits, long line) {
        this.columns = columns;
        this.limits = limits;
        this.line = line;
    }

    /** The columns of a file: those known from an earlier reading, or all that turn up. */
    static final class Columns {

        private final Map<String, Integer> places = new LinkedHashMap<>();
        private final boolean complete;
        private final int most;

        private Columns(boolean complete, int most) {
            this.complete = complete;
            this.most = most;
        }

        static Columns open(int most) {
            return new Columns(false, most);
        }

        static Columns of(List<String> names) {
            var columns = new Columns(true, names.size());
            names.forEach(name -> columns.places.put(name, columns.places.size()));
            return columns;
        }

        List<String> names() {
            return List.copyOf(places.keySet());
        }

        int size() {
            return places.size();
        }

        /** The place of a column; nothing when there are too many. */
        private Optional<Integer> place(String name) {
            Integer place = places.get(name);
            if (place == null && !complete && places.size() < most) {
                place = places.size();
                places.put(name, place);
            }
            return Optional.ofNullable(place);
        }
    }

    private record Fault(String code, String message) {}

    /**
     * Takes a value.
     *
     * @return false when the file has too many columns
     */
    boolean put(String column, String text) {
        Optional<Integer> place = columns.place(column);
        if (place.isEmpty()) {
            return false;
        }
        if (cells.containsKey(place.get())) {
            fault("duplicate-key", "The user has \"%s\" twice.".formatted(shown(column)));
        } else {
            cells.put(place.get(), kept(text));
        }
        return true;
    }

    /** Says yes to a question, however often. */
    boolean flag(String column) {
        Integer place = columns.places.get(column);
        return (place != null && cells.containsKey(place)) || put(column, "yes");
    }

    /**
     * Whether a text is characters, all of them: no halves of one, none that stand for what
     * couldn't be read.
     */
    static boolean isReadable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0 || c == UNREADABLE || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)
                    && (++at == text.length() || !Character.isLowSurrogate(text.charAt(at)))) {
                return false;
            }
        }
        return true;
    }

    private String kept(String text) {
        characters += text.length();
        if (text.length() > limits.cell()) {
            fault(
                    "cell-too-long",
                    "A value has more than %,d characters.".formatted(limits.cell()));
            return "";
        }
        if (characters > limits.row()) {
            fault("row-too-long", "The user has more than %,d characters.".formatted(limits.row()));
            return "";
        }
        if (text.indexOf('\0') >= 0) {
            fault("zero-character", "A value holds a character of code zero.");
            return text.replace('\0', UNREADABLE);
        }
        if (!isReadable(text)) {
            fault("wrong-encoding", "A value holds what are no characters in UTF-8.");
        }
        // Reading takes an apostrophe off that a spreadsheet was to need; here none was put on.
        return FormulaGuard.guarded(text);
    }

    /** Makes the row faulty, unless it is already. */
    void fault(String code, String message) {
        if (fault == null) {
            fault = new Fault(code, message);
        }
    }

    /**
     * The row, or nothing when the user has nothing in it. While columns still turn up, its cells
     * stand in no order.
     */
    Optional<CsvRow> row() {
        if (fault == null && cells.values().stream().allMatch(String::isBlank)) {
            return Optional.empty();
        }
        List<String> row = columns.complete ? wide() : List.copyOf(cells.values());
        return Optional.of(
                switch (fault) {
                    case null -> new CsvRow.Cells(line, row);
                    case Fault(String code, String message) ->
                            new CsvRow.Faulty(line, row, code, message);
                });
    }

    private List<String> wide() {
        String[] row = new String[columns.size()];
        Arrays.fill(row, "");
        cells.forEach((place, text) -> row[place] = text);
        return List.of(row);
    }

    private static String shown(String column) {
        return column.substring(0, Math.min(column.length(), 100));
    }
}
