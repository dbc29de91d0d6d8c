package io.muster.invitations;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.muster.kernel.EmailAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads whom somebody wants to invite: what he pasted, or a CSV file. */
final class InvitationList {

    /** How many people are invited at once at most. */
    static final int MOST = 2_000;

    private static final Set<String> ADDRESS =
            Set.of("email", "emailaddress", "address", "mail", "mailaddress");
    private static final Set<String> FIRST_NAME = Set.of("firstname", "givenname", "first");
    private static final Set<String> LAST_NAME =
            Set.of("lastname", "surname", "familyname", "last");

    private InvitationList() {}

    /** In which form the list is. */
    enum Format {
        /** {@code Ann Lee <ann@far.example>, bob@far.example}: by commas, semicolons and lines. */
        ADDRESSES,
        /** A line each with e-mail, first name, last name; with or without a line of headings. */
        CSV
    }

    /**
     * @param text as it was written, cut to 320 characters
     * @param address null where it is none
     */
    record Listed(String text, @Nullable EmailAddress address, String firstName, String lastName) {

        private static final int LONGEST = 320;
        private static final int LONGEST_NAME = 255;

        static Listed of(String text, String address, String firstName, String lastName) {
            boolean fits =
                    firstName.length() <= LONGEST_NAME
                            && lastName.length() <= LONGEST_NAME
                            && InvitationProblems.isOneLine(firstName)
                            && InvitationProblems.isOneLine(lastName);
            return new Listed(
                    text.substring(0, Math.min(text.length(), LONGEST)),
                    fits ? EmailAddress.parse(address).orElse(null) : null,
                    fits ? firstName : "",
                    fits ? lastName : "");
        }
    }

    /** Nothing when it isn't readable as CSV. */
    static Optional<List<Listed>> read(Format format, String text) {
        String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return switch (format) {
            case ADDRESSES -> Optional.of(addresses(clean));
            case CSV -> csv(clean);
        };
    }

    private static List<Listed> addresses(String text) {
        return text.lines()
                .flatMap(line -> pieces(line).stream())
                .map(String::strip)
                .filter(piece -> !piece.isEmpty())
                .map(InvitationList::person)
                .toList();
    }

    /** The parts of a line between commas and semicolons that stand in no quotes or brackets. */
    private static List<String> pieces(String line) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean quoted = false;
        boolean bracketed = false;
        for (int place = 0; place < line.length(); place++) {
            char next = line.charAt(place);
            quoted ^= next == '"';
            bracketed = !quoted && (bracketed ? next != '>' : next == '<');
            if ((next == ',' || next == ';') && !quoted && !bracketed) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(next);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static Listed person(String piece) {
        int open = piece.lastIndexOf('<');
        int close = piece.lastIndexOf('>');
        if (open < 0 || close < open) {
            return Listed.of(piece, piece, "", "");
        }
        String name = piece.substring(0, open).replace("\"", "").strip();
        String address = piece.substring(open + 1, close).strip();
        int comma = name.indexOf(',');
        if (comma >= 0) {
            return Listed.of(
                    piece,
                    address,
                    name.substring(comma + 1).strip(),
                    name.substring(0, comma).strip());
        }
        int space = name.lastIndexOf(' ');
        return space < 0
                ? Listed.of(piece, address, name, "")
                : Listed.of(
                        piece,
                        address,
                        name.substring(0, space).strip(),
                        name.substring(space + 1));
    }

    private static Optional<List<Listed>> csv(String text) {
        List<CsvRecord> records;
        try (CsvReader<CsvRecord> reader =
                        CsvReader.builder()
                                .fieldSeparator(separator(text))
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .allowUnclosedQuote(false)
                                .ofCsvRecord(text);
                Stream<CsvRecord> all = reader.stream()) {
            records = all.toList();
        } catch (CsvParseException unreadable) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (records.isEmpty()) {
            return Optional.of(List.of());
        }
        Columns columns = Columns.of(records.getFirst());
        return Optional.of(
                records.stream().skip(columns.headed() ? 1 : 0).map(columns::person).toList());
    }

    private static char separator(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char sought) {
        return line.chars().filter(one -> one == sought).count();
    }

    /**
     * Where what stands.
     *
     * @param headed whether the first line names the columns
     */
    private record Columns(boolean headed, int address, int firstName, int lastName) {

        static Columns of(CsvRecord first) {
            List<String> names =
                    first.getFields().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
                            .toList();
            int address = place(names, ADDRESS);
            return address < 0
                    ? new Columns(false, 0, 1, 2)
                    : new Columns(true, address, place(names, FIRST_NAME), place(names, LAST_NAME));
        }

        private static int place(List<String> names, Set<String> sought) {
            for (int place = 0; place < names.size(); place++) {
                if (sought.contains(names.get(place))) {
                    return place;
                }
            }
            return -1;
        }

        Listed person(CsvRecord line) {
            return Listed.of(
                    String.join(", ", line.getFields()),
                    field(line, address),
                    field(line, firstName),
                    field(line, lastName));
        }

        private static String field(CsvRecord line, int place) {
            return place < 0 || place >= line.getFieldCount() ? "" : line.getField(place).strip();
        }
    }
}
