package io.muster.imports;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** The rows of an uploaded file, one by one. Memory doesn't grow with the file. */
interface FileRows extends Closeable {

    /** The names of the columns, as far as they are known yet. */
    List<String> header();

    /** The next row, or nothing after the last one. Nothing follows an unreadable one. */
    Optional<CsvRow> next();
}
