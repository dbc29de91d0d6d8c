package io.muster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that come with Muster, unpacked once for each version. */
final class PostgresBinaries {

    /** The version of the archive on the class path; the build file names the same. */
    static final String VERSION = "18.6.0";

    private PostgresBinaries() {}

    /**
     * The folder with bin, lib and share, below the one given. A start that breaks off leaves
     * nothing half unpacked under that name.
     *
     * @throws StartRefusal when there is no PostgreSQL for this machine
     */
    static Path unpack(Path folder) throws IOException {
        Path unpacked = folder.resolve("bin-" + VERSION);
        if (Files.isDirectory(unpacked)) {
            return unpacked;
        }
        Files.createDirectories(folder);
        Path fresh = folder.resolve("bin-" + VERSION + ".new");
        delete(fresh);
        try (InputStream archive = archive();
                var xz = new XZCompressorInputStream(archive);
                var tar = new TarArchiveInputStream(xz)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(entry, tar, fresh);
            }
        }
        return Files.move(fresh, unpacked, StandardCopyOption.ATOMIC_MOVE);
    }

    private static InputStream archive() {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name =
                switch (machine) {
                    case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
                    case "aarch64" -> "/postgres-linux-arm_64.txz";
                    default -> "/none";
                };
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null || !System.getProperty("os.name").equals("Linux")) {
            throw new StartRefusal(
                    "no PostgreSQL is built in for this machine (%s, %s): name one with MUSTER_DATABASE_URL."
                            .formatted(System.getProperty("os.name"), machine));
        }
        return archive;
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path root)
            throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("an entry points outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Path link = Path.of(entry.getLinkName());
            if (!target.resolveSibling(link).normalize().startsWith(root)) {
                throw new IOException("a link points outside the archive: " + entry.getName());
            }
            Files.createSymbolicLink(target, link);
            return;
        }
        Files.copy(tar, target);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Removes a folder and all in it; nothing when it isn't there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        }
    }
}
