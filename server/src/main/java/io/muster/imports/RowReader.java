package io.muster.imports;

import io.muster.imports.ImportRow.Fault;
import io.muster.kernel.FormulaGuard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows by the mapping of their columns and says everything that is wrong with each, without a
 * look at who exists.
 *
 * <p>A user is known by an e-mail address, a logon name or both. A username that is a full address
 * stands for the address, since a name cut from it would be one and the same for the "info" of two
 * organizations; a username without a domain is the logon name.
 */
final class RowReader {

    private static final int LONGEST_NAME = 254;

    /** What a column of hash functions says of a password in clear text. */
    private static final Set<String> CLEAR = Set.of("none", "plain", "cleartext", "plaintext");

    private final List<String> header;
    private final ColumnMapping mapping;
    private final Set<ImportField> closed;
    private final @Nullable KnownSystem system;

    /**
     * A reader for one file.
     *
     * @param closed fields that nobody has on this instance
     */
    RowReader(List<String> header, ColumnMapping mapping, Set<ImportField> closed) {
        this.header = List.copyOf(header);
        this.mapping = mapping;
        this.closed = Set.copyOf(closed);
        this.system = KnownSystem.of(header).orElse(null);
    }

    ImportRow read(CsvRow.Cells row) {
        Map<ImportField, String> values = new EnumMap<>(ImportField.class);
        List<Fault> faults = new ArrayList<>();
        readCell(ImportField.ACTION, row, values, faults);
        // A row of which nobody knows what it is to do is read no further than whom it is for.
        boolean known = faults.isEmpty();
        RowAction action = RowAction.of(values);
        for (ImportField field : mapping.columns().keySet()) {
            if (field != ImportField.ACTION && (known ? action.reads(field) : field.identifies())) {
                readCell(field, row, values, faults);
            }
        }
        if (faults.isEmpty()) {
            settleNames(values).ifPresent(faults::add);
        }
        if (faults.isEmpty() && action == RowAction.MOVE && !values.containsKey(ImportField.UNIT)) {
            faults.add(
                    fault(
                            ImportField.UNIT,
                            "unit-missing",
                            "names no unit, and this row is to move the user to one."));
        }
        settlePassword(values);
        if (values.containsKey(ImportField.PASSWORD)
                && values.containsKey(ImportField.PASSWORD_HASH)) {
            faults.add(
                    fault(
                            ImportField.PASSWORD_HASH,
                            "two-passwords",
                            "stands beside a password; a user has one of them."));
        }
        return faults.isEmpty()
                ? new ImportRow.Usable(row.line(), values)
                : new ImportRow.Refused(row.line(), faults);
    }

    private String inOurWords(int column, ImportField field, String cell) {
        String text = field.keepsSpaces() ? cell : cell.strip();
        return system == null ? text : system.value(header.get(column), field, text);
    }

    /**
     * Other systems write stars where they don't tell a password, and a slash for the top of the
     * tree.
     */
    private static boolean saysSomething(ImportField field, String text) {
        return switch (field) {
            case PASSWORD -> text.chars().anyMatch(c -> c != '*');
            case UNIT -> text.chars().anyMatch(c -> c != '/');
            default -> !text.isEmpty();
        };
    }

    private void readCell(
            ImportField field,
            CsvRow.Cells row,
            Map<ImportField, String> values,
            List<Fault> faults) {
        Integer column = mapping.columns().get(field);
        if (column == null) {
            return;
        }
        String cell = FormulaGuard.plain(row.cells().get(column));
        String text = inOurWords(column, field, cell);
        if (!saysSomething(field, text)) {
            return;
        }
        if (closed.contains(field)) {
            faults.add(fault(field, "switched-off", "is switched off on this instance."));
            return;
        }
        switch (CellRules.read(field, text)) {
            case CellRules.Reading.Value(String value) -> values.put(field, value);
            case CellRules.Reading.Fault(String code, String message) ->
                    faults.add(fault(field, code, message));
        }
    }

    /**
     * Where the row says by what its password was hashed (Google Workspace's "Password Hash
     * Function"), the password is the hash; which hashes can be used is looked at as for any.
     */
    private static void settlePassword(Map<ImportField, String> values) {
        String function = values.remove(ImportField.PASSWORD_FUNCTION);
        boolean hashed = function != null && !CLEAR.contains(HeaderSynonyms.plain(function));
        if (hashed && !values.containsKey(ImportField.PASSWORD_HASH)) {
            String hash = values.remove(ImportField.PASSWORD);
            if (hash != null) {
                values.put(ImportField.PASSWORD_HASH, hash.strip());
            }
        }
    }

    private Optional<Fault> settleNames(Map<ImportField, String> values) {
        String name = values.get(ImportField.LOGON_NAME);
        String address = values.get(ImportField.ADDRESS);
        if (name == null && address == null) {
            return Optional.of(
                    fault(
                            mapping.fills(ImportField.LOGON_NAME)
                                    ? ImportField.LOGON_NAME
                                    : ImportField.ADDRESS,
                            "required",
                            "is empty, so nobody can say whose row this is."));
        }
        if (name == null || !name.contains("@")) {
            return Optional.empty();
        }
        if (address != null && !address.equals(name)) {
            return Optional.of(
                    fault(
                            ImportField.LOGON_NAME,
                            "two-addresses",
                            "is another address than the e-mail address of the row."));
        }
        values.remove(ImportField.LOGON_NAME);
        values.put(ImportField.ADDRESS, name);
        return Optional.empty();
    }

    /** The header of the column that fills a setting. */
    Optional<String> column(ImportField field) {
        return Optional.ofNullable(mapping.columns().get(field)).map(header::get);
    }

    /** What a row calls its user, for people; as far as that can be read. */
    String name(CsvRow row) {
        return Stream.of(ImportField.ADDRESS, ImportField.LOGON_NAME)
                .map(mapping.columns()::get)
                .filter(column -> column != null && column < row.cells().size())
                .map(column -> FormulaGuard.plain(row.cells().get(column)).strip())
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_NAME)
                .findFirst()
                .orElse("");
    }

    /** A fault of the cell that fills a setting. */
    Fault fault(ImportField field, String code, String message) {
        @Nullable Integer column = mapping.columns().get(field);
        if (column == null && field == ImportField.PASSWORD_HASH) {
            // A hash stands in the column of the passwords where another names its function.
            column = mapping.columns().get(ImportField.PASSWORD);
        }
        String name = column == null ? null : header.get(column);
        return new Fault(
                name, code, "\"" + (name == null ? field.header() : name) + "\" " + message);
    }
}
