package io.muster.imports;

import java.util.List;

/** What reading one user of a file gave. Lines count from 1 and name where he starts. */
sealed interface CsvRow {

    long line();

    /** The cells, as far as they could be kept. */
    List<String> cells();

    /** A row as wide as the header. */
    record Cells(long line, List<String> cells) implements CsvRow {
        public Cells {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A row that can't be taken; the next one can. Cells within the limits are kept, so that it can
     * be mended.
     *
     * @param code stable: {@code ragged}, {@code too-many-columns}, {@code cell-too-long}, {@code
     *     row-too-long}, {@code zero-character}, {@code wrong-encoding}; of JSON {@code
     *     duplicate-key}, {@code broken-credential}, {@code service-account}
     */
    record Faulty(long line, List<String> cells, String code, String message) implements CsvRow {
        public Faulty {
            cells = List.copyOf(cells);
        }
    }

    /**
     * The end of reading: from here on nobody can say where a row ends.
     *
     * @param code stable: {@code empty}, {@code broken-quotes}, {@code row-too-long}; of JSON
     *     {@code broken-json}, {@code cut-off}, {@code no-users}, {@code not-a-user}, {@code
     *     too-deep}, {@code cell-too-long}, {@code too-many-columns}, {@code duplicate-key}, {@code
     *     wrong-encoding}
     */
    record Unreadable(long line, String code, String message) implements CsvRow {
        @Override
        public List<String> cells() {
            return List.of();
        }
    }
}
