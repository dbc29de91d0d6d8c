package io.muster.imports;

import io.muster.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file fills which setting. A setting is filled by one column at most; a column
 * may be left out.
 *
 * @param columns the column of each mapped setting, counted from 0
 */
record ColumnMapping(Map<ImportField, Integer> columns) {

    ColumnMapping {
        columns = Collections.unmodifiableMap(new EnumMap<>(columns));
    }

    /** What {@link #check} says. */
    sealed interface Check {
        record Usable(ColumnMapping mapping) implements Check {}

        /** What is wrong, one entry for each column or for the mapping as a whole. */
        record Refused(List<FieldError> errors) implements Check {}
    }

    /**
     * The mapping that the headers ask for, each setting once: our own header for a setting wins
     * over a synonym, and of two synonyms the left one.
     *
     * @return the setting of each column, in the order of the file; null where none is known
     */
    static List<@Nullable ImportField> suggest(List<String> header, HeaderSynonyms synonyms) {
        @Nullable ImportField[] fields = new @Nullable ImportField[header.size()];
        Set<ImportField> taken = EnumSet.noneOf(ImportField.class);
        for (boolean own : new boolean[] {true, false}) {
            for (int column = 0; column < fields.length; column++) {
                String name = header.get(column);
                Optional<ImportField> field = synonyms.meaning(name);
                if (fields[column] == null
                        && field.isPresent()
                        && (!own || field.get().isOwnHeader(name))
                        && taken.add(field.get())) {
                    fields[column] = field.get();
                }
            }
        }
        return Arrays.asList(fields);
    }

    /**
     * Takes what somebody chose, the setting of each column in the order of the file.
     *
     * @param header the columns of the file
     */
    static Check check(List<String> header, List<? extends @Nullable ImportField> fields) {
        if (fields.size() != header.size()) {
            return refused(
                    "columns",
                    "wrong-number",
                    "The file has %,d columns; %,d were given."
                            .formatted(header.size(), fields.size()));
        }
        List<FieldError> errors = new ArrayList<>();
        Map<ImportField, Integer> columns = new EnumMap<>(ImportField.class);
        for (int column = 0; column < fields.size(); column++) {
            ImportField field = fields.get(column);
            if (field == null) {
                continue;
            }
            Integer before = columns.putIfAbsent(field, column);
            if (before != null) {
                errors.add(
                        new FieldError(
                                "columns[" + column + "]",
                                "mapped-twice",
                                "%s is filled by column \"%s\" already."
                                        .formatted(field.header(), header.get(before))));
            }
        }
        if (!columns.containsKey(ImportField.LOGON_NAME)
                && !columns.containsKey(ImportField.ADDRESS)) {
            errors.add(
                    new FieldError(
                            "columns",
                            "username-missing",
                            "Say which column is the Username or the E-mail address."));
        }
        return errors.isEmpty()
                ? new Check.Usable(new ColumnMapping(columns))
                : new Check.Refused(List.copyOf(errors));
    }

    boolean fills(ImportField field) {
        return columns.containsKey(field);
    }

    private static Check refused(String field, String code, String message) {
        return new Check.Refused(List.of(new FieldError(field, code, message)));
    }
}
