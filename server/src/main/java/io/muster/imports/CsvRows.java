package io.muster.imports;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV file one by one (RFC 4180, with lines ended by CRLF, LF or CR). Memory
 * doesn't grow with the file: one record and one buffer of 1 Mi characters are held at most. Lines
 * with nothing in them are passed over.
 */
final class CsvRows implements FileRows {

    private static final int BUFFER = 1 << 20;
    private static final char UNREADABLE = '\uFFFD';

    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> records;
    private final Collector collector;
    private final List<String> header;
    private @Nullable CsvRow waiting;
    private boolean ended;

    private CsvRows(Reader text, CsvDialect dialect, Limits limits) {
        collector = new Collector(limits, dialect.hint() ? 1 : 0);
        reader =
                CsvReader.builder()
                        .fieldSeparator(dialect.delimiter())
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(BUFFER)
                        .build(collector, text);
        records = reader.iterator();
        header = readHeader(dialect);
    }

    /**
     * Starts reading; the stream is closed with the rows.
     *
     * @throws IOException when the stream can't be read
     */
    static CsvRows open(InputStream in, CsvDialect dialect, Limits limits) throws IOException {
        var text =
                new PushbackReader(
                        new BufferedReader(
                                new InputStreamReader(in, dialect.encoding().charset())));
        int first = text.read();
        if (first != -1 && first != '\uFEFF') {
            text.unread(first);
        }
        if (dialect.hint()) {
            skipLine(text);
        }
        return new CsvRows(text, dialect, limits);
    }

    /** The names of the columns; {@code Column 1} and so on when the file doesn't name them. */
    @Override
    public List<String> header() {
        return header;
    }

    /** The next row, or nothing after the last one. */
    @Override
    public Optional<CsvRow> next() {
        CsvRow row = waiting;
        waiting = null;
        if (row == null) {
            row = read();
        }
        return Optional.ofNullable(row);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private List<String> readHeader(CsvDialect dialect) {
        CsvRow first = read();
        switch (first) {
            case null -> {
                waiting = new CsvRow.Unreadable(1, "empty", "The file holds no rows.");
                return List.of();
            }
            case CsvRow.Unreadable unreadable -> {
                waiting = unreadable;
                return List.of();
            }
            case CsvRow.Faulty(long line, _, String code, String message) -> {
                waiting = new CsvRow.Unreadable(line, code, "The header can't be used. " + message);
                ended = true;
                return List.of();
            }
            case CsvRow.Cells(_, List<String> cells) -> {
                collector.width = cells.size();
                if (dialect.header()) {
                    return cells;
                }
                waiting = first;
                return IntStream.rangeClosed(1, cells.size()).mapToObj(i -> "Column " + i).toList();
            }
        }
    }

    private @Nullable CsvRow read() {
        if (ended) {
            return null;
        }
        try {
            while (records.hasNext()) {
                CsvRow row = records.next();
                if (!blank(row)) {
                    return row;
                }
            }
            ended = true;
            return null;
        } catch (Hopeless _) {
            ended = true;
            return new CsvRow.Unreadable(
                    collector.line(),
                    "row-too-long",
                    "The row never seems to end; this is no CSV file, or it was saved with another"
                            + " delimiter.");
        } catch (CsvParseException _) {
            ended = true;
            return new CsvRow.Unreadable(
                    collector.line(),
                    "broken-quotes",
                    "A quoted cell of this row isn't closed, or goes on after its closing quote;"
                            + " nothing after it can be read.");
        }
    }

    private static boolean blank(CsvRow row) {
        return row instanceof CsvRow.Cells(_, List<String> cells)
                && cells.stream().allMatch(String::isBlank);
    }

    private static void skipLine(PushbackReader text) throws IOException {
        int c = text.read();
        while (c != -1 && c != '\n' && c != '\r') {
            c = text.read();
        }
        if (c == '\r') {
            int next = text.read();
            if (next != -1 && next != '\n') {
                text.unread(next);
            }
        }
    }

    /**
     * What a file may bring before it is refused. A row past the first three is an error of that
     * row; a row past {@link #hopeless} times as much is no CSV, and reading ends there.
     *
     * @param columns cells of a row
     * @param cell characters of a cell
     * @param row characters of a row
     */
    record Limits(int columns, int cell, int row) {

        static final Limits STANDARD = new Limits(1_000, 64 * 1024, 256 * 1024);

        private static final int HOPELESS = 16;

        boolean hopeless(int columnsSeen, long charactersSeen) {
            return columnsSeen > (long) columns * HOPELESS
                    || charactersSeen > (long) row * HOPELESS;
        }
    }

    /** Ends parsing from inside the parser's own loop. */
    private static final class Hopeless extends CsvParseException {
        Hopeless() {
            super("a row without end");
        }
    }

    private static final class Collector extends AbstractBaseCsvCallbackHandler<CsvRow> {

        private final Limits limits;
        private final int linesBefore;
        private int width = -1;
        private List<String> cells = new ArrayList<>();
        private int columns;
        private long characters;
        private boolean anyTooLong;
        private boolean anyZero;
        private boolean anyUnreadable;
        private boolean extra;

        Collector(Limits limits, int linesBefore) {
            this.limits = limits;
            this.linesBefore = linesBefore;
        }

        long line() {
            return getStartingLineNumber() + linesBefore;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            cells = new ArrayList<>(Math.max(width, 0));
            columns = 0;
            characters = 0;
            anyTooLong = false;
            anyZero = false;
            anyUnreadable = false;
            extra = false;
        }

        @Override
        protected void handleField(
                int index, char[] buffer, int offset, int length, boolean quoted) {
            columns++;
            characters += length;
            if (limits.hopeless(columns, characters)) {
                throw new Hopeless();
            }
            anyTooLong |= length > limits.cell();
            if (columns > limits.columns()) {
                return;
            }
            if (length > limits.cell()) {
                cells.add("");
            } else if (characters <= limits.row()) {
                keep(new String(buffer, offset, length));
            }
        }

        private void keep(String cell) {
            if (width >= 0 && columns > width && cell.isBlank()) {
                return;
            }
            extra |= width >= 0 && columns > width;
            anyZero |= cell.indexOf('\0') >= 0;
            anyUnreadable |= cell.indexOf(UNREADABLE) >= 0;
            cells.add(anyZero ? cell.replace('\0', UNREADABLE) : cell);
        }

        @Override
        protected CsvRow buildRecord() {
            return switch (fault()) {
                case null -> new CsvRow.Cells(line(), cells);
                case Fault(String code, String message) ->
                        new CsvRow.Faulty(line(), cells, code, message);
            };
        }

        private @Nullable Fault fault() {
            if (anyTooLong) {
                return new Fault(
                        "cell-too-long",
                        "A cell has more than %,d characters.".formatted(limits.cell()));
            }
            if (characters > limits.row()) {
                return new Fault(
                        "row-too-long",
                        "The row has more than %,d characters.".formatted(limits.row()));
            }
            if (columns > limits.columns()) {
                return new Fault(
                        "too-many-columns",
                        "The row has more than %,d cells.".formatted(limits.columns()));
            }
            if (anyZero) {
                return new Fault("zero-character", "A cell holds a character of code zero.");
            }
            if (anyUnreadable) {
                return new Fault(
                        "wrong-encoding",
                        "A cell holds characters of another encoding than the rest of the file.");
            }
            boolean empty = columns <= 1 && cells.stream().allMatch(String::isBlank);
            if (!empty && width >= 0 && (extra || cells.size() < width)) {
                return new Fault(
                        "ragged",
                        "The header has %,d columns, the row %,d.".formatted(width, columns));
            }
            return null;
        }

        private record Fault(String code, String message) {}
    }
}
