package io.muster.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A file from the server on its way to standard output or into a file of its own, which only its
 * owner can read: it tells of people. Nothing there is overwritten.
 */
final class Download {

    /** Stands for standard output. */
    static final String OUTPUT = "-";

    private Download() {}

    /** To be asked before anything is sent: refuses a target that is there already. */
    static void requireNew(@Nullable String target) {
        if (target != null && !target.equals(OUTPUT) && Files.exists(Path.of(target))) {
            throw isThere(Path.of(target));
        }
    }

    static void save(Session session, String path, Query query, String target) {
        try (InputStream file = session.api().download(path, query)) {
            if (target.equals(OUTPUT)) {
                file.transferTo(session.terminal().out());
                session.terminal().out().flush();
                return;
            }
            long size = copy(file, Path.of(target));
            session.output().note("%,d bytes are in %s.".formatted(size, target));
        } catch (IOException fault) {
            throw Failure.usage("%s can't be written: %s".formatted(target, fault.getMessage()));
        }
    }

    private static long copy(InputStream file, Path target) throws IOException {
        try {
            Files.createFile(
                    target,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException _) {
            throw isThere(target);
        }
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            return file.transferTo(out);
        }
    }

    private static Failure isThere(Path target) {
        return Failure.usage("%s is there already.".formatted(target));
    }
}
