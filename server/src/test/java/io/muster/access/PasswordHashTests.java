package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.muster.access.HashingLane.Urgency;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTests {

    private static final String PASSWORD = "correct horse battery staple";

    private final PasswordHashes hashes = new PasswordHashes();

    @Test
    void manyTakeAsLongAsOneMeasuredTimesTheirNumber() {
        Duration one = hashes.timeInBulk(1);
        assertThat(one).isPositive();
        assertThat(hashes.timeInBulk(1_000_000)).isEqualTo(one.multipliedBy(1_000_000));
    }

    @Test
    void aNewHashIsArgon2idAtTheOwaspCost() {
        assertThat(hashes.hash(PASSWORD)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void thePasswordFitsItsHashAndNoOtherDoes() {
        String stored = hashes.hash(PASSWORD);

        assertThat(hashes.verify(PASSWORD, stored)).isTrue();
        assertThat(hashes.verify(PASSWORD + " ", stored)).isFalse();
    }

    @Test
    void theSamePasswordNeverGivesTheSameHash() {
        assertThat(hashes.hash(PASSWORD)).isNotEqualTo(hashes.hash(PASSWORD));
    }

    @Test
    void thePasswordIsTheSameHoweverTheKeyboardComposesItsLetters() {
        String stored = hashes.hash("cr\u00e8me br\u00fbl\u00e9e");

        assertThat(hashes.verify("cre\u0300me bru\u0302le\u0301e", stored)).isTrue();
        assertThat(hashes.verify("creme brulee", stored)).isFalse();
    }

    @Test
    void anOverlongPasswordIsNeverRightButCostsNoMoreThanAnother() {
        assertThat(hashes.verify("x".repeat(1_000_000), hashes.hash(PASSWORD))).isFalse();
        assertThat(hashes.verifyAgainstNobody("x".repeat(1_000_000))).isFalse();
    }

    @Test
    void nobodysPasswordIsNeverRight() {
        assertThat(hashes.verifyAgainstNobody(PASSWORD)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS",
                "$2a$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS",
                "{BLF-CRYPT}$2y$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS",
                "$pbkdf2$1000$TmFDbC1vZi1zaXh0ZWVuIQ$lezsSjFwTAArLpqSTNew3TMi5jw",
                "$pbkdf2-sha256$i=1000,l=32$TmFDbC1vZi1zaXh0ZWVuIQ$IQCMqxUgxq/cCK6JyGTPu3HQOxgfKuRaekta8OVzoOA",
                "{PBKDF2-SHA512}1000$TmFDbC1vZi1zaXh0ZWVuIQ$FmnZWvqnkau6P0RCviQaaQvj7mAw/Iy4fyGEn6sv6x1IM0h0GEJJJZ5SBln./EJvJWcViTkirxtJv9jW4vRkOw",
                "{PBKDF2}$1$NaCl-of-sixteen!$1000$95ecec4a31704c002b2e9a924cd7b0dd3322e63c",
                "pbkdf2_sha256$1000$NaCl-of-sixteen!$IQCMqxUgxq/cCK6JyGTPu3HQOxgfKuRaekta8OVzoOA=",
                "pbkdf2:sha1:1000$NaCl-of-sixteen!$95ecec4a31704c002b2e9a924cd7b0dd3322e63c",
                "{SSHA}46BnfOtjjVkV2IM1YrlQPStNxk5zYWx0c2FsdA==",
                "{SSHA256}CjjqPXPYGjVMmTRdzHN2UTPdg0XIYl0HWPy+0QwtTBRzYWx0c2FsdA==",
                "{SSHA512}UweAzUpvjvE5jz6nWBj9q0BiWPv/iScwpbX/yGA6X/AMM4Vz4l5BHV0nnau4mHhhKbbncQtK3bqI9cz8WqqeP3NhbHRzYWx0",
                "$6$saltsalt$CPgxBHZBXfhC6lX1yxpdEsbQfXmg3WXVj8AoVwyNFLfb5AtbfM8k6A8yehv1z6sgzoH/DUIs7YK9hVnGhTjhW/",
                "{CRYPT}$6$rounds=1400$anotherlongsalts$DY8ofsHFwr6qUPLa1CEoQGwXJoRil1PKmXBbSOenTcLcsBy4jAfIOZdnnEP.DV9c9SkLwknNyyn0xLnV6Ykmu1"
            })
    void aHashOfAnotherSystemKeepsItsPasswordAndIsToBeReplaced(String stored) {
        assertThat(hashes.verify(PASSWORD, stored)).isTrue();
        assertThat(hashes.verify("Correct horse battery staple", stored)).isFalse();
        assertThat(hashes.needsRehash(stored)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"argon2i", "argon2d", "argon2id"})
    void argon2OfAnyVariantAndCostKeepsItsPassword(String variant) {
        var cost = new PasswordHash.Argon2.Cost(variant, 1024, 3, 2);
        String stored = PasswordHash.Argon2.make(PASSWORD.getBytes(StandardCharsets.UTF_8), cost);

        assertThat(stored).startsWith("$" + variant + "$v=19$m=1024,t=3,p=2$");
        assertThat(hashes.verify(PASSWORD, stored)).isTrue();
        assertThat(hashes.verify("another", stored)).isFalse();
        assertThat(hashes.needsRehash(stored)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{SSHA}46BnfOtjjVkV2IM1YrlQPStNxk5zYWx0c2FsdA==",
                "$2b$04$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS",
                "$pbkdf2$1$TmFDbC1vZi1zaXh0ZWVuIQ$lezsSjFwTAArLpqSTNew3TMi5jw",
                "$6$rounds=1000$saltsalt$CPgxBHZBXfhC6lX1yxpdEsbQfXmg3WXVj8AoVwyNFLfb5AtbfM8k6A8yehv1z6sgzoH/DUIs7YK9hVnGhTjhW/",
                "$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0$3ysbHEGFxCjGqvOYPLYuHoWiVzHzzNXNIXpyiGc8YpY",
                "$argon2id$v=19$m=4096,t=2,p=4$c2FsdHNhbHRzYWx0$3ysbHEGFxCjGqvOYPLYuHoWiVzHzzNXNIXpyiGc8YpY"
            })
    void aWrongPasswordForAHashThatIsQuickToCheckTakesAsLongAsForNobody(String quick) {
        assertThat(PasswordHash.read(quick)).isInstanceOf(PasswordHash.Admitted.class);
        long nobody = nanoseconds(() -> hashes.verifyAgainstNobody("another"));

        assertThat(nanoseconds(() -> hashes.verify("another", quick))).isGreaterThan(nobody / 2);
    }

    @Test
    void ourOwnHashNeedsNoReplacement() {
        assertThat(hashes.needsRehash(hashes.hash(PASSWORD))).isFalse();
    }

    @Test
    void aHashFromElsewhereFitsWhatWasTypedEvenWhereTheNormalFormDiffers() {
        // {SSHA} over the octets of "ﬁne password" with the ligature U+FB01, which NFKC takes
        // apart.
        String typed = "\uFB01ne password";
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] digest = sha1(typed, salt);
        String stored = "{SSHA}" + base64(digest, salt);

        assertThat(hashes.verify(typed, stored)).isTrue();
        assertThat(hashes.verify("fine password", stored)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    too-costly     | $argon2id$v=19$m=262145,t=1,p=1$c2FsdHNhbHRzYWx0$3ysbHEGFxCjGqvOYPLYuHoWiVzHzzNXNIXpyiGc8YpY
                    too-costly     | $argon2id$v=19$m=4096,t=4294967295,p=1$c2FsdHNhbHRzYWx0$3ysbHEGFxCjGqvOYPLYuHoWiVzHzzNXNIXpyiGc8YpY
                    too-costly     | $argon2i$m=4096,t=1,p=512$c2FsdHNhbHRzYWx0$3ysbHEGFxCjGqvOYPLYuHoWiVzHzzNXNIXpyiGc8YpY
                    malformed      | $argon2id$v=19$m=4,t=1,p=1$c2FsdHNhbHRzYWx0$3ysbHEGFxCjGqvOYPLYuHoWiVzHzzNXNIXpyiGc8YpY
                    malformed      | $argon2id$v=19$m=4096,t=0,p=1$c2FsdHNhbHRzYWx0$3ysbHEGFxCjGqvOYPLYuHoWiVzHzzNXNIXpyiGc8YpY
                    malformed      | $argon2id$v=19$m=4096,t=1,p=1$c2FsdHNhbHRzYWx0
                    too-costly     | $2b$17$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS
                    malformed      | $2b$03$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS
                    malformed      | $2b$05$abc
                    malformed      | $2x$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS
                    too-costly     | $pbkdf2-sha256$5000001$TmFDbC1vZi1zaXh0ZWVuIQ$IQCMqxUgxq/cCK6JyGTPu3HQOxgfKuRaekta8OVzoOA
                    malformed      | $pbkdf2-sha256$0$TmFDbC1vZi1zaXh0ZWVuIQ$IQCMqxUgxq/cCK6JyGTPu3HQOxgfKuRaekta8OVzoOA
                    malformed      | $pbkdf2-sha256$1000$A$IQCMqxUgxq/cCK6JyGTPu3HQOxgfKuRaekta8OVzoOA
                    malformed      | pbkdf2_sha256$1000$salt$AAAA
                    malformed      | {SSHA}46BnfOtjjVkV2IM1YrlQPStNxk4=
                    malformed      | {SSHA}46BnfO
                    malformed      | {SSHA512}46BnfOtjjVkV2IM1YrlQPStNxk5zYWx0c2FsdA==
                    too-costly     | $6$rounds=1000001$salt$CPgxBHZBXfhC6lX1yxpdEsbQfXmg3WXVj8AoVwyNFLfb5AtbfM8k6A8yehv1z6sgzoH/DUIs7YK9hVnGhTjhW/
                    malformed      | $6$rounds=1$salt$CPgxBHZBXfhC6lX1yxpdEsbQfXmg3WXVj8AoVwyNFLfb5AtbfM8k6A8yehv1z6sgzoH/DUIs7YK9hVnGhTjhW/
                    unknown-scheme | {MD5}X03MO1qnZdYdgyfeuILPmQ==
                    unknown-scheme | {SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=
                    unknown-scheme | $1$salt$qJH7.N4xYta3aEG/dfqo/0
                    unknown-scheme | $5$salt$Gcm6FsVtF/Qa77ZKD.iwsJlCVPY0XSMgLJL0Hnww/c1
                    unknown-scheme | secret
                    unknown-scheme | ''
                    """)
    void aHashThatIsUnknownBrokenOrHostileIsRefusedWithTheReason(String code, String stored) {
        assertThat(PasswordHash.read(stored))
                .isInstanceOfSatisfying(
                        PasswordHash.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(hashes.verify(PASSWORD, stored)).isFalse();
    }

    @Test
    void anEndlessHashIsRefusedUnread() {
        assertThat(PasswordHash.read("$6$" + "a".repeat(1_000_000)))
                .isInstanceOf(PasswordHash.Refused.class);
    }

    @Test
    void noMoreHashesThanPlacesAreComputedAtOnce() throws InterruptedException {
        var lane = new HashingLane(2);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 20; i++) {
            Urgency urgency = i % 2 == 0 ? Urgency.PERSON : Urgency.BULK;
            threads.add(
                    Thread.startVirtualThread(() ->
                            lane.run(
                                    urgency,
                                    () -> {
                                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                        hashes.hash(PASSWORD);
                                        return running.decrementAndGet();
                                    })));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValueBetween(1, 2);
        assertThat(running).hasValue(0);
    }

    @Test
    void noHashKeepsTheCarrierOfAVirtualThread() throws InterruptedException {
        var lane = new HashingLane(1);
        var carried = new AtomicBoolean(true);
        Thread.startVirtualThread(() ->
                        carried.set(
                                lane.run(Urgency.PERSON, () -> Thread.currentThread().isVirtual())))
                .join();
        assertThat(carried).isFalse();
    }

    @Test
    void whatFailsInTheLaneFailsAsItselfAndLeavesItsPlace() {
        var lane = new HashingLane(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        lane.run(
                                Urgency.BULK,
                                () -> {
                                    throw new IllegalArgumentException("no such hash");
                                }))
                .withMessage("no such hash");
        assertThat(lane.<Boolean>run(Urgency.BULK, () -> true)).isTrue();
    }

    @Test
    void aPersonGoesBeforeBulkWorkThatWaitsLonger() throws InterruptedException {
        var lane = new HashingLane(1);
        var order = Collections.synchronizedList(new ArrayList<Urgency>());
        var held = new CountDownLatch(1);
        var taken = new CountDownLatch(1);
        Thread holder =
                Thread.startVirtualThread(() ->
                        lane.run(
                                Urgency.BULK,
                                () -> {
                                    taken.countDown();
                                    await(held);
                                    return true;
                                }));
        taken.await();
        Thread bulk = waiting(lane, Urgency.BULK, order);
        Thread person = waiting(lane, Urgency.PERSON, order);
        held.countDown();
        for (Thread thread : List.of(holder, bulk, person)) {
            thread.join();
        }
        assertThat(order).containsExactly(Urgency.PERSON, Urgency.BULK);
    }

    private static Thread waiting(HashingLane lane, Urgency urgency, List<Urgency> order) {
        Thread thread =
                Thread.startVirtualThread(() -> lane.run(urgency, () -> order.add(urgency)));
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Of the fastest of some tries: a busy machine only makes it longer. */
    private static long nanoseconds(BooleanSupplier work) {
        return LongStream.range(0, 5)
                .map(_ -> {
                    long begin = System.nanoTime();
                    assertThat(work.getAsBoolean()).isFalse();
                    return System.nanoTime() - begin;
                })
                .min()
                .orElseThrow();
    }

    private static byte[] sha1(String text, byte[] salt) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return digest.digest(salt);
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String base64(byte[] digest, byte[] salt) {
        byte[] whole = Arrays.copyOf(digest, digest.length + salt.length);
        System.arraycopy(salt, 0, whole, digest.length, salt.length);
        return Base64.getEncoder().encodeToString(whole);
    }
}
