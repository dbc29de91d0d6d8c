package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.directories.DirectoryWalk.Walked;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyncGuardTests {

    private static Walked walked(int entries) {
        Set<String> ids =
                IntStream.range(0, entries).mapToObj(String::valueOf).collect(Collectors.toSet());
        return new Walked(ids, 0, false);
    }

    @Test
    void stopsBeyondFivePercentOrFifty() {
        assertThat(SyncGuard.against(walked(95), 100, 5)).isEmpty();
        assertThat(SyncGuard.against(walked(94), 100, 6)).contains(SyncGuard.MANY_VANISHED);
        assertThat(SyncGuard.against(walked(9), 10, 1)).contains(SyncGuard.MANY_VANISHED);
        assertThat(SyncGuard.against(walked(9_950), 10_000, 50)).isEmpty();
        assertThat(SyncGuard.against(walked(9_949), 10_000, 51)).contains(SyncGuard.MANY_VANISHED);
        assertThat(SyncGuard.against(walked(10), 0, 0)).isEmpty();
        assertThat(SyncGuard.against(walked(0), 0, 0)).isEmpty();
        assertThat(SyncGuard.against(walked(0), 1, 0)).contains(SyncGuard.EMPTY);
    }

    @Test
    void trustsNoAnswerOfWhichSomethingIsMissing() {
        assertThat(SyncGuard.against(new Walked(Set.of("1"), 0, true), 1, 0))
                .contains(SyncGuard.CUT);
        assertThat(SyncGuard.against(new Walked(Set.of("1"), 1, false), 1, 0))
                .contains(SyncGuard.UNREADABLE);
        assertThat(SyncGuard.CUT.isApprovable()).isFalse();
        assertThat(SyncGuard.UNREADABLE.isApprovable()).isFalse();
    }

    @Test
    void takesAnAccountThatIsNotShownForOpenOnlyWhereOpenOnesShowNothing() {
        for (var kind : Set.of(DirectoryKind.ACTIVE_DIRECTORY, DirectoryKind.SAMBA)) {
            assertThat(kind.account(null)).isEqualTo(AccountThere.UNKNOWN);
            assertThat(kind.account("512")).isEqualTo(AccountThere.OPEN);
            assertThat(kind.account("514")).isEqualTo(AccountThere.CLOSED);
        }
        assertThat(DirectoryKind.OPENLDAP.account(null)).isEqualTo(AccountThere.OPEN);
        assertThat(DirectoryKind.DS389.account(null)).isEqualTo(AccountThere.OPEN);
    }

    @Test
    void knowsWhoIsDisabledByTheWordsOfEachKind() {
        for (var kind : Set.of(DirectoryKind.ACTIVE_DIRECTORY, DirectoryKind.SAMBA)) {
            assertThat(kind.isDisabled("514")).isTrue();
            assertThat(kind.isDisabled("66050")).isTrue();
            assertThat(kind.isDisabled("512")).isFalse();
            assertThat(kind.isDisabled("2x")).isFalse();
        }
        assertThat(DirectoryKind.OPENLDAP.isDisabled("000001010000Z")).isTrue();
        assertThat(DirectoryKind.OPENLDAP.isDisabled("20260101120000Z")).isFalse();
        assertThat(DirectoryKind.DS389.isDisabled("TRUE")).isTrue();
        assertThat(DirectoryKind.DS389.isDisabled("false")).isFalse();
    }
}
