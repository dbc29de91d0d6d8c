package io.muster.imports;

import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.NewPasswords;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an organization does with files of one kind, under a name: what each column fills, and the
 * options but for the temporary password.
 *
 * @param version rises with every change; what {@code If-Match} names
 * @param savedByName who saved it last
 */
record SavedMapping(
        SavedMappingId id, Content content, int version, String savedByName, Instant savedAt) {

    /** How many an organization may have. */
    static final int MOST = 100;

    /**
     * What is saved.
     *
     * @param name unique in the organization without regard to case
     */
    record Content(
            String name,
            List<Column> columns,
            Existing existing,
            boolean createUnits,
            NewPasswords newPasswords) {
        Content {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column of the files.
     *
     * @param field what it fills, null when it fills nothing
     */
    record Column(String name, @Nullable ImportField field) {}

    /**
     * The mapping laid over a file.
     *
     * @param fields the setting of each column of the file
     * @param missing columns that fill a setting and that the file lacks
     * @param added columns of the file that the mapping doesn't know; they fill nothing
     */
    record Fit(List<@Nullable ImportField> fields, List<String> missing, List<String> added) {

        Fit {
            fields = Collections.unmodifiableList(new ArrayList<>(fields));
            missing = List.copyOf(missing);
            added = List.copyOf(added);
        }
    }

    /**
     * Finds the columns of a file by their headers, wherever they stand and however they are
     * written.
     */
    Fit fit(List<String> header) {
        Map<String, Deque<Column>> open = new HashMap<>();
        for (Column column : content.columns()) {
            open.computeIfAbsent(key(column.name()), _ -> new ArrayDeque<>()).add(column);
        }
        List<@Nullable ImportField> fields = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (String name : header) {
            Deque<Column> named = open.getOrDefault(key(name), new ArrayDeque<>());
            Column column = named.poll();
            if (column == null) {
                added.add(name);
            } else if (named.isEmpty()) {
                open.remove(key(name));
            }
            fields.add(column == null ? null : column.field());
        }
        List<String> missing =
                content.columns().stream()
                        .filter(column -> column.field() != null)
                        .filter(column ->
                                open.getOrDefault(key(column.name()), new ArrayDeque<>())
                                        .contains(column))
                        .map(Column::name)
                        .toList();
        return new Fit(fields, missing, added);
    }

    private static String key(String header) {
        String plain = HeaderSynonyms.plain(header);
        return plain.isEmpty() ? header : plain;
    }
}
