package io.muster.mailengine;

import io.muster.mailengine.MessageText.Part;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The index of the words in mail, in a folder beside the database. It holds nothing that the store
 * doesn't: where it is damaged or gone it is begun anew, and whoever searches reads messages
 * meanwhile.
 */
@Component
class MailIndex implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MailIndex.class);

    private final Path folder;
    private @Nullable OpenIndex open;
    private boolean ended;
    private boolean toldOfTrouble;
    private volatile boolean suspected;

    MailIndex(@Value("${muster.data:data}") Path data) {
        this.folder = data.resolve("mail-index");
    }

    /** The name of a part in the index. */
    static String field(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    /** Nothing while it can't be used. */
    synchronized Optional<OpenIndex> open() {
        if (open == null && !ended) {
            try {
                open = openOrBegin();
            } catch (IOException fault) {
                // Told once, tried again whenever it is wanted.
                if (!toldOfTrouble) {
                    LOG.warn(
                            "The search index of mail in {} can't be used: mail is searched by reading it ({})",
                            folder,
                            fault.toString());
                    toldOfTrouble = true;
                }
            }
        }
        return Optional.ofNullable(open);
    }

    private OpenIndex openOrBegin() throws IOException {
        Files.createDirectories(folder);
        // It holds what is in the mail, as the database does.
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        try {
            return OpenIndex.of(folder);
        } catch (LockObtainFailedException held) {
            throw held;
        } catch (IOException | IllegalArgumentException fault) {
            if (!isDamage(fault)) {
                throw fault;
            }
            tellOfDamage(fault);
            clear();
            return OpenIndex.of(folder);
        }
    }

    private void tellOfDamage(Exception fault) {
        LOG.warn(
                "The search index of mail in {} is damaged and is built anew from the store; nothing of the mail is lost,"
                        + " and searches read what isn't indexed yet ({})",
                folder,
                fault.toString());
    }

    /** Files that are gone, too short or not as they were written. */
    private static boolean isDamage(Exception fault) {
        return fault instanceof CorruptIndexException
                || fault instanceof IndexNotFoundException
                || fault instanceof IndexFormatTooOldException
                || fault instanceof IndexFormatTooNewException
                || fault instanceof IllegalArgumentException
                || fault instanceof EOFException
                || fault instanceof NoSuchFileException
                || fault instanceof FileNotFoundException;
    }

    /** Somebody who searched met a fault: whoever follows the store looks into it. */
    void suspect(Exception fault) {
        LOG.debug("The search index of mail failed a search", fault);
        suspected = true;
    }

    boolean isSuspected() {
        return suspected;
    }

    void trusted() {
        suspected = false;
    }

    /** Whoever writes got to the end of it. */
    synchronized void worked() {
        toldOfTrouble = false;
    }

    /** After a fault: closes it, and begins anew where it is damaged. */
    synchronized void recover(Exception fault) {
        suspected = false;
        if (ended) {
            return;
        }
        if (isDamage(fault)) {
            tellOfDamage(fault);
            beginAnew();
            return;
        }
        // A full disk, for example. What was committed is as it was, or fails the next check.
        if (!toldOfTrouble) {
            LOG.warn(
                    "The search index of mail couldn't be written; it is tried again, and searches read meanwhile",
                    fault);
            toldOfTrouble = true;
        }
        close();
    }

    /** Forgets what wasn't committed. */
    synchronized void giveUp() {
        close();
    }

    /** Empties it. */
    synchronized void beginAnew() {
        suspected = false;
        close();
        try {
            clear();
        } catch (IOException fault) {
            LOG.warn("The search index of mail in {} couldn't be emptied", folder, fault);
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                // The lock is held by nobody now; other folders aren't ours.
                if (Files.isRegularFile(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("Nothing to empty", gone);
        }
    }

    private void close() {
        OpenIndex closing = open;
        open = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public synchronized void destroy() {
        ended = true;
        close();
    }

    /**
     * What an index is known by.
     *
     * @param database of which it is
     * @param written how much that had written until then
     */
    record Origin(String database, long written) {

        Map<String, String> told() {
            return Map.of(
                    "format",
                    OpenIndex.FORMAT,
                    "database",
                    database,
                    "written",
                    Long.toString(written));
        }

        /**
         * Whether an index that was written at this point can still be right: the same database,
         * which nobody took back to an earlier day.
         */
        boolean canHave(Map<String, String> told) {
            return OpenIndex.FORMAT.equals(told.get("format"))
                    && database.equals(told.get("database"))
                    && Long.parseLong(told.getOrDefault("written", "0")) <= written;
        }
    }
}
