package io.muster.imports;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written.
 *
 * @param delimiter what stands between cells: comma, semicolon or tab
 * @param hint whether the first line only names the delimiter, as in {@code sep=;} which
 *     spreadsheets write
 * @param header whether the first row names the columns
 */
record CsvDialect(Encoding encoding, char delimiter, boolean hint, boolean header) {

    CsvDialect {
        if (delimiter != ',' && delimiter != ';' && delimiter != '\t') {
            throw new IllegalArgumentException("cells are parted by comma, semicolon or tab");
        }
    }

    /** How the characters of an uploaded file are coded. */
    enum Encoding {
        UTF_8(StandardCharsets.UTF_8),
        UTF_16LE(StandardCharsets.UTF_16LE),
        UTF_16BE(StandardCharsets.UTF_16BE),
        WINDOWS_1252(Charset.forName("windows-1252"));

        private final Charset charset;

        Encoding(Charset charset) {
            this.charset = charset;
        }

        Charset charset() {
            return charset;
        }
    }
}
