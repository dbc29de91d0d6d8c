package io.muster.audit;

import io.muster.access.Scopes;
import io.muster.kernel.InstanceKey;
import io.muster.kernel.OrganizationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notes once a minute, in a file outside the database, where each chain stands, signed with a key
 * that the database doesn't hold. Whoever rewrites, shortens or recomputes a chain in the database
 * leaves it at odds with this file.
 *
 * <p>One line a checkpoint: time, organization, sequence, hash, signature (HMAC-SHA256 over the
 * rest), separated by spaces.
 */
@Component
class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final AuditRepository repository;
    private final Scopes scopes;
    private final Path file;
    private final byte[] key;
    private final Map<OrganizationId, Long> written = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    Checkpoints(
            AuditRepository repository,
            Scopes scopes,
            InstanceKey key,
            @Value("${muster.data:data}") Path data) {
        this.repository = repository;
        this.scopes = scopes;
        this.key = key.derive("audit checkpoints");
        this.file = data.resolve("audit").resolve("checkpoints");
    }

    /** Where a chain stood at a moment. */
    record Checkpoint(Instant at, OrganizationId organization, long sequence, String hash) {

        private String text() {
            return at + " " + organization + " " + sequence + " " + hash;
        }
    }

    @Scheduled(fixedDelayString = "PT1M")
    void write() {
        lock.lock();
        try {
            List<Checkpoint> due = new ArrayList<>();
            for (Checkpoint head : scopes.in(scopes.machinery(), repository::heads)) {
                if (head.sequence() > written.getOrDefault(head.organization(), 0L)) {
                    due.add(head);
                }
            }
            append(due);
            due.forEach(head -> written.put(head.organization(), head.sequence()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The checkpoints of a chain whose signature is right; a line with a wrong one is a fault of
     * its own.
     */
    Found of(OrganizationId organization) {
        if (!Files.exists(file)) {
            return new Found(List.of(), 0);
        }
        List<Checkpoint> good = new ArrayList<>();
        long forged = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                String[] parts = line.split(" ", -1);
                if (parts.length != 5 || !signed(line, parts[4])) {
                    forged++;
                } else if (parts[1].equals(organization.toString())) {
                    good.add(
                            new Checkpoint(
                                    Instant.parse(parts[0]),
                                    organization,
                                    Long.parseLong(parts[2]),
                                    parts[3]));
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return new Found(good, forged);
    }

    /**
     * @param forged lines of the file, of any chain, that nobody with the key wrote
     */
    record Found(List<Checkpoint> checkpoints, long forged) {}

    private void append(List<Checkpoint> due) {
        if (due.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Checkpoint checkpoint : due) {
            lines.append(checkpoint.text())
                    .append(' ')
                    .append(signature(checkpoint.text()))
                    .append('\n');
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    lines,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException fault) {
            LOG.error("The audit checkpoints can't be written to {}", file, fault);
        }
    }

    private boolean signed(String line, String signature) {
        String expected = signature(line.substring(0, line.length() - signature.length() - 1));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
