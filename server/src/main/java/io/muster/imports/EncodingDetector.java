package io.muster.imports;

/**
 * Tells from the bytes of a file how its characters are coded. It is fed while the file arrives and
 * keeps counters only, so that the first umlaut may stand in the last row of a large file.
 *
 * <p>A byte order mark decides at once (Unicode 23.8). Without one, zero bytes on one side of the
 * pairs mean UTF-16; text that is mostly well-formed UTF-8 (Unicode 3.9, table 3-7) is UTF-8, and
 * its few broken rows are reported one by one; everything else is Windows-1252, in which
 * spreadsheets of the western world save.
 */
final class EncodingDetector {

    /** As far as zero bytes are counted: more would only tell the same. */
    private static final int ZEROS_LOOKED_FOR = 64 * 1024;

    private final int[] firstBytes = {-1, -1, -1};
    private final long[] zeros = new long[2];
    private long position;
    private long wellFormed;
    private long malformed;
    private int outstanding;
    private int lowest;
    private int highest;

    void look(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            int value = buffer[i] & 0xFF;
            if (position < ZEROS_LOOKED_FOR) {
                if (position < firstBytes.length) {
                    firstBytes[(int) position] = value;
                }
                if (value == 0) {
                    zeros[(int) (position & 1)]++;
                }
            }
            position++;
            followUtf8(value);
        }
    }

    CsvDialect.Encoding encoding() {
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            return CsvDialect.Encoding.UTF_8;
        }
        if (startsWith(0xFF, 0xFE) || zerosLeanTo(1)) {
            return CsvDialect.Encoding.UTF_16LE;
        }
        if (startsWith(0xFE, 0xFF) || zerosLeanTo(0)) {
            return CsvDialect.Encoding.UTF_16BE;
        }
        return wellFormed >= malformed
                ? CsvDialect.Encoding.UTF_8
                : CsvDialect.Encoding.WINDOWS_1252;
    }

    private boolean startsWith(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (firstBytes[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Even Greek or Chinese rows have delimiters, line ends and digits with one byte of zero. */
    private boolean zerosLeanTo(int side) {
        long pairs = Math.min(position, ZEROS_LOOKED_FOR) / 2;
        return pairs > 1 && zeros[side] * 10 >= pairs && zeros[1 - side] * 10 < zeros[side];
    }

    private void followUtf8(int value) {
        if (outstanding > 0) {
            if (value >= lowest && value <= highest) {
                lowest = 0x80;
                highest = 0xBF;
                if (--outstanding == 0) {
                    wellFormed++;
                }
                return;
            }
            malformed++;
            outstanding = 0;
        }
        if (value >= 0x80) {
            begin(value);
        }
    }

    private void begin(int lead) {
        lowest = 0x80;
        highest = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            outstanding = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            outstanding = 2;
            lowest = lead == 0xE0 ? 0xA0 : 0x80;
            highest = lead == 0xED ? 0x9F : 0xBF;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            outstanding = 3;
            lowest = lead == 0xF0 ? 0x90 : 0x80;
            highest = lead == 0xF4 ? 0x8F : 0xBF;
        } else {
            malformed++;
        }
    }
}
