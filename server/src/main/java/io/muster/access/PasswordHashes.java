package io.muster.access;

import io.muster.access.HashingLane.Urgency;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes and checks password hashes. New ones are Argon2id with 19 MiB, 2 passes, 1 lane (OWASP's
 * cost) as a PHC string; hashes that an import brought along are checked in their own scheme and
 * replaced at the next sign-in, see {@link #needsRehash}.
 *
 * <p>A password is brought to NFKC first (NIST SP 800-63B-4 3.1.1.2), so that the same password
 * typed on two keyboards is one password. Why libargon2: docs/decisions/0004-argon2.md.
 */
final class PasswordHashes {

    /** A longer password is never right: the policy admits none (in octets of UTF-8). */
    static final int LONGEST_PASSWORD = 1024;

    static final PasswordHash.Argon2.Cost COST =
            new PasswordHash.Argon2.Cost("argon2id", 19 * 1024, 2, 1);

    /** Random octets in the form of a hash: no password is known for it. */
    private static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$ZnPiIcIvrkD1EarsgILeDg$gPG5fVRpDubzaVvliNOfiBpKgDnXJxw1Nqrv2tU44f0";

    /** Hashes that are made to find out how long one takes, for each place of the lane. */
    private static final int TRIALS = 2;

    private static final Duration MEASURE_KEPT = Duration.ofMinutes(1);

    private final HashingLane lane;
    private final AtomicReference<Measure> measure =
            new AtomicReference<>(new Measure(Instant.EPOCH, Duration.ZERO));

    PasswordHashes() {
        this(new HashingLane(Runtime.getRuntime().availableProcessors()));
    }

    PasswordHashes(HashingLane lane) {
        this.lane = lane;
    }

    /**
     * The hash to store for a password that a person just chose.
     *
     * @throws IllegalArgumentException for a password over {@link #LONGEST_PASSWORD}
     */
    String hash(String password) {
        return hash(password, Urgency.PERSON);
    }

    /** As {@link #hash(String)}, but people go first: for imports. */
    String hashInBulk(String password) {
        return hash(password, Urgency.BULK);
    }

    /** What one hash among many took at some time. */
    private record Measure(Instant at, Duration each) {}

    /**
     * How long the making of so many hashes takes, by what a few take now: all places of the lane
     * at work, and whatever else this machine does just then.
     */
    Duration timeInBulk(long passwords) {
        Measure known = measure.get();
        if (known.at().isBefore(Instant.now().minus(MEASURE_KEPT))) {
            // The first round loads and warms what the second one is measured with.
            trials();
            known = new Measure(Instant.now(), trials());
            measure.set(known);
        }
        return known.each().multipliedBy(passwords);
    }

    private Duration trials() {
        int count = TRIALS * lane.places();
        long begin = System.nanoTime();
        hashInBulk(Collections.nCopies(count, "a password that nobody has"));
        return Duration.ofNanos(System.nanoTime() - begin).dividedBy(count);
    }

    /** As {@link #hashInBulk(String)}; in their order, as many at once as fit. */
    List<String> hashInBulk(List<String> passwords) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return passwords.stream()
                    .map(password ->
                            CompletableFuture.supplyAsync(() -> hashInBulk(password), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private String hash(String password, Urgency urgency) {
        byte[] normal = octets(normal(password));
        if (normal.length > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("the password is too long");
        }
        return lane.run(urgency, () -> PasswordHash.Argon2.make(normal, COST));
    }

    /**
     * Whether the password belongs to the stored hash. False too for a text that {@link
     * PasswordHash#read} refuses, after the work of a real check.
     */
    boolean verify(String password, String stored) {
        return switch (PasswordHash.read(stored)) {
            case PasswordHash.Admitted(var hash) -> verify(password, hash);
            case PasswordHash.Refused _ -> verifyAgainstNobody(password);
        };
    }

    private boolean verify(String password, PasswordHash hash) {
        byte[] typed = octets(password);
        byte[] normal = octets(normal(password));
        if (normal.length > LONGEST_PASSWORD) {
            return verifyAgainstNobody("");
        }
        // Other systems hashed what was typed, we hash its normal form.
        boolean right =
                lane.run(
                        Urgency.PERSON,
                        () ->
                                hash.matches(normal)
                                        || (typed.length <= LONGEST_PASSWORD
                                                && !MessageDigest.isEqual(typed, normal)
                                                && hash.matches(typed)));
        // Refused sooner than by our own hash, a name would stand out from those that nobody has.
        return right || (!costsLikeOurs(hash) && verifyAgainstNobody(password));
    }

    /**
     * Whether checking surely takes as long as checking a hash of ours. Of another scheme that
     * can't be told from its numbers on every machine, so our work comes on top of it.
     */
    private static boolean costsLikeOurs(PasswordHash hash) {
        return hash instanceof PasswordHash.Argon2(_, var cost, _)
                && cost.lanes() == COST.lanes()
                && (long) cost.memory() * cost.passes() >= (long) COST.memory() * COST.passes();
    }

    /**
     * Does the work of {@link #verify} for a name that nobody has, so that the time of the answer
     * doesn't tell.
     *
     * @return always false
     */
    boolean verifyAgainstNobody(String password) {
        verify(octets(password).length > LONGEST_PASSWORD ? "" : password, NOBODY);
        return false;
    }

    /** Whether the stored hash should be replaced now that the password is at hand. */
    boolean needsRehash(String stored) {
        return !(PasswordHash.read(stored) instanceof PasswordHash.Admitted(var hash)
                && hash instanceof PasswordHash.Argon2(_, var cost, var version)
                && cost.equals(COST)
                && version == PasswordHash.Argon2.VERSION);
    }

    /** The form in which a password is counted, checked and hashed. */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static byte[] octets(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
