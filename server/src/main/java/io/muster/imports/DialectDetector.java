package io.muster.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells how an uploaded file is written, while it arrives: the coding from all its bytes, the
 * delimiter and the header row from the first 64 KiB. Memory doesn't grow with the file.
 */
final class DialectDetector {

    private static final int LOOK_AHEAD = 64 * 1024;
    private static final int ROWS_LOOKED_AT = 100;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
    private static final Pattern HINT = Pattern.compile("sep=([,;\t])(?:\r\n|\r|\n)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,/ -]*");

    private final HeaderSynonyms synonyms;
    private final EncodingDetector encodings = new EncodingDetector();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();

    DialectDetector(HeaderSynonyms synonyms) {
        this.synonyms = synonyms;
    }

    /** Takes the next bytes of the file. */
    void look(byte[] buffer, int offset, int length) {
        encodings.look(buffer, offset, length);
        int room = LOOK_AHEAD - head.size();
        if (room > 0) {
            head.write(buffer, offset, Math.min(room, length));
        }
    }

    /** The kind of the file, after the last byte. */
    FileFormat format() {
        return FileFormat.of(head.toString(encodings.encoding().charset()));
    }

    /** How a JSON file is written, after the last byte. */
    CsvDialect jsonDialect() {
        return new CsvDialect(encodings.encoding(), ',', false, true);
    }

    /** The dialect, after the last byte. */
    CsvDialect dialect() {
        CsvDialect.Encoding encoding = encodings.encoding();
        String text = head.toString(encoding.charset());
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        var hint = HINT.matcher(text);
        boolean hinted = hint.lookingAt();
        Stream<Character> candidates =
                hinted ? Stream.of(hint.group(1).charAt(0)) : DELIMITERS.stream();
        String rows = hinted ? text.substring(hint.end()) : text;
        Sample best =
                candidates
                        .map(delimiter -> sample(rows, delimiter))
                        .reduce((one, other) -> Sample.BETTER.compare(other, one) > 0 ? other : one)
                        .orElseThrow();
        return new CsvDialect(encoding, best.delimiter(), hinted, best.startsWithHeader());
    }

    private Sample sample(String text, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        boolean cut = head.size() == LOOK_AHEAD;
        try (var reader =
                CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                rows.add(row.getFields());
                if (rows.size() == ROWS_LOOKED_AT) {
                    cut = false;
                    break;
                }
            }
        } catch (CsvParseException _) {
            // With this delimiter the quotes don't fit; the rows before still speak for or against.
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
        if (cut && rows.size() > 1) {
            rows.removeLast();
        }
        return Sample.of(rows, delimiter, synonyms);
    }

    /**
     * What the first rows look like when parted by one delimiter.
     *
     * @param known how many cells of the first row are headers of settings
     * @param even how many cells stand in rows as wide as the first
     */
    private record Sample(char delimiter, List<String> first, long known, long even) {

        static final Comparator<Sample> BETTER =
                Comparator.comparing((Sample sample) -> sample.first.size() > 1)
                        .thenComparingLong(Sample::known)
                        .thenComparingLong(Sample::even);

        static Sample of(List<List<String>> rows, char delimiter, HeaderSynonyms synonyms) {
            if (rows.isEmpty()) {
                return new Sample(delimiter, List.of(), 0, 0);
            }
            List<String> first = rows.getFirst();
            long known = first.stream().filter(synonyms::knows).count();
            long even = rows.stream().filter(row -> row.size() == first.size()).count();
            return new Sample(delimiter, first, known, even * first.size());
        }

        /** Values of people hold an @ or a number somewhere; names of columns don't. */
        boolean startsWithHeader() {
            return first.stream().noneMatch(cell -> cell.contains("@"))
                    && (known > 0
                            || first.stream()
                                    .noneMatch(cell -> NUMBER.matcher(cell.strip()).matches()));
        }
    }
}
