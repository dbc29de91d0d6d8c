package io.muster.webmail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Octets in a file that is gone when they were read, so that whoever takes them slowly takes no
 * memory.
 */
record Spooled(Path file, long octets) {

    static Spooled of(InputStream content) throws IOException {
        Path file = Files.createTempFile("muster-mail-", ".part");
        try {
            return new Spooled(
                    file, Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException | RuntimeException fault) {
            Files.deleteIfExists(file);
            throw fault;
        }
    }

    /** To be read once. */
    InputStream read() {
        try {
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Gone without having been read; nothing where it is gone already. */
    void drop() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
