package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.AttemptLimits.Admission;
import io.muster.access.AttemptLimits.Lane;
import io.muster.access.AttemptLimits.QuietLock;
import io.muster.testing.MusterTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Attempts that succeed, or are taken back because nobody could say whether they were right. */
@MusterTest
class AttemptLimitsTests {

    private static final QuietLock NEVER = new QuietLock(Integer.MAX_VALUE, Duration.ZERO);
    private static final QuietLock AFTER_THREE = new QuietLock(3, Duration.ofMinutes(5));

    @Autowired AttemptLimits limits;
    @Autowired Scopes scopes;

    private final Lane lane = Lane.ofName("taken-back-" + UUID.randomUUID(), null);

    @Test
    void leaveTheBlockOfAnother() {
        fail(8, NEVER);
        Admission one = begin(NEVER);
        Admission other = begin(NEVER);
        takeBack(one);
        assertThat(begin(NEVER)).isInstanceOf(Admission.Closed.class);
        takeBack(other);
        assertThat(begin(NEVER)).isInstanceOf(Admission.Counted.class);
    }

    @Test
    void leaveTheQuietLockOfAnother() {
        Admission one = begin(AFTER_THREE);
        fail(2, AFTER_THREE);
        takeBack(one);
        assertThat(isQuiet(begin(AFTER_THREE))).isTrue();
    }

    @Test
    void takeTheirOwnQuietLockWithThem() {
        fail(2, AFTER_THREE);
        takeBack(begin(AFTER_THREE));
        assertThat(isQuiet(begin(AFTER_THREE))).isFalse();
        assertThat(isQuiet(begin(AFTER_THREE))).isTrue();
    }

    @Test
    void thatSucceedLeaveTheBlockOfAnother() {
        fail(8, NEVER);
        Admission one = begin(NEVER);
        Admission other = begin(NEVER);
        succeed(one);
        assertThat(begin(NEVER)).isInstanceOf(Admission.Closed.class);
        succeed(other);
        fail(9, NEVER);
    }

    @Test
    void thatSucceedLeaveTheQuietLockOfAnother() {
        Admission one = begin(AFTER_THREE);
        fail(2, AFTER_THREE);
        succeed(one);
        assertThat(isQuiet(begin(AFTER_THREE))).isTrue();
    }

    @Test
    void ofAnAccountCloseItForNobodyToSee() {
        Lane account = Lane.ofAccount("anybody-" + UUID.randomUUID(), null);
        for (int i = 0; i < 10; i++) {
            assertThat(isQuiet(begin(account, NEVER))).isFalse();
        }
        assertThat(isQuiet(begin(account, NEVER))).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(isQuiet(begin(account, NEVER))).isTrue();
        }
    }

    private void succeed(Admission attempt) {
        List<AttemptLimits.Mark> marks = ((Admission.Counted) attempt).marks();
        scopes.run(scopes.machinery(), () -> marks.forEach(limits::clear));
    }

    private void fail(int times, QuietLock quiet) {
        for (int i = 0; i < times; i++) {
            assertThat(begin(quiet)).isInstanceOf(Admission.Counted.class);
        }
    }

    private Admission begin(QuietLock quiet) {
        return begin(lane, quiet);
    }

    private Admission begin(Lane in, QuietLock quiet) {
        return scopes.in(scopes.machinery(), () -> limits.begin(List.of(in), quiet));
    }

    private void takeBack(Admission attempt) {
        List<AttemptLimits.Mark> marks = ((Admission.Counted) attempt).marks();
        scopes.run(scopes.machinery(), () -> marks.forEach(limits::takeBack));
    }

    private static boolean isQuiet(Admission attempt) {
        return ((Admission.Counted) attempt).quietly();
    }
}
