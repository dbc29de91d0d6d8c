package io.muster;

import io.muster.kernel.InstanceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one installation, held by one process: a second one is refused. Secrets are files
 * only their owner can read.
 */
final class DataFolder implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;

    // Closing any channel on the lock file gives the lock back (fcntl), so this one is never read.
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder, made when it isn't there, for as long as this process lives.
     *
     * @throws StartRefusal when another process has it, naming folder and process, or when it can't
     *     be written
     */
    static DataFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        Path holder = path.resolve("muster.pid");
        try {
            // Others may pass through, not look: PostgreSQL can run under another account.
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
            }
            Path real = path.toRealPath();
            FileChannel channel = lock(real.resolve("muster.lock"));
            if (channel == null) {
                throw new StartRefusal(
                        "the data folder %s is in use by another Muster (process %s)."
                                .formatted(
                                        real,
                                        Files.exists(holder)
                                                ? Files.readString(holder).strip()
                                                : "unknown"));
            }
            Files.writeString(holder, Long.toString(ProcessHandle.current().pid()));
            var opened = new DataFolder(real, channel);
            Files.createDirectories(
                    opened.secrets(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            return opened;
        } catch (IOException failure) {
            throw new StartRefusal(
                    "the data folder %s can't be used: %s.".formatted(path, failure), failure);
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // This very process has it: the channel stays open, or the lock would be given back.
            return null;
        }
        channel.close();
        return null;
    }

    Path path() {
        return path;
    }

    Path secrets() {
        return path.resolve("secrets");
    }

    /** The instance key: read from the file named, else from this folder, where it is made once. */
    InstanceKey instanceKey(@Nullable Path named) {
        Path file = named == null ? secrets().resolve("instance.key") : named;
        byte[] key;
        if (named != null) {
            try {
                key = Files.readAllBytes(file);
            } catch (IOException failure) {
                throw new StartRefusal(
                        "the instance key %s can't be read: %s.".formatted(file, failure), failure);
            }
        } else {
            key = secret("instance.key", () -> random(InstanceKey.LENGTH));
        }
        if (key.length != InstanceKey.LENGTH) {
            throw new StartRefusal(
                    "the instance key %s has %d bytes, not 32.".formatted(file, key.length));
        }
        return new InstanceKey(key);
    }

    /** A password of 256 random bits, made once and kept under this name. */
    String password(String name) {
        return new String(
                secret(
                        name,
                        () ->
                                HexFormat.of()
                                        .formatHex(random(32))
                                        .getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8);
    }

    boolean hasSecret(String name) {
        return Files.exists(secrets().resolve(name));
    }

    private byte[] secret(String name, Supplier<byte[]> first) {
        Path file = secrets().resolve(name);
        try {
            if (!Files.exists(file)) {
                write(file, first.get());
            }
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A crash leaves the whole file or none. */
    private static void write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
