package io.muster.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The block list that is shipped: close to 50,000 passwords known from breaches, in lower case (its
 * source is named in NOTICE). Kept as one sorted run of octets, about 600 KB.
 */
final class CommonPasswords {

    private final byte[] text;

    /** Where each entry starts; one more for the end. */
    private final int[] starts;

    private CommonPasswords(byte[] text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    static CommonPasswords shipped() {
        return Shipped.LIST;
    }

    private static final class Shipped {
        private static final CommonPasswords LIST = load("common-passwords.txt.gz");
    }

    /** Reads a list of lines in UTF-8, sorted by octets, each ended by a line feed. */
    private static CommonPasswords load(String resource) {
        try (InputStream packed = CommonPasswords.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            byte[] text = new GZIPInputStream(packed).readAllBytes();
            int[] starts = new int[text.length];
            int count = 1;
            for (int i = 0; i < text.length; i++) {
                if (text[i] == '\n') {
                    starts[count++] = i + 1;
                }
            }
            return new CommonPasswords(text, Arrays.copyOf(starts, count));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    int size() {
        return starts.length - 1;
    }

    /** Whether the list has exactly this entry; the caller folds case. */
    boolean contains(String password) {
        byte[] sought = password.getBytes(StandardCharsets.UTF_8);
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order =
                    Arrays.compareUnsigned(
                            text, starts[middle], starts[middle + 1] - 1, sought, 0, sought.length);
            if (order == 0) {
                return true;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
