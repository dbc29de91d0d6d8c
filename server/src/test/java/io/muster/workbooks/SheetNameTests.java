package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever mailboxes are called, programs take the names of their sheets. */
class SheetNameTests {

    @Test
    void keepsWhatItCanOfAName() {
        var names = new SheetNames();
        assertThat(names.next("Sales")).isEqualTo("Sales");
        assertThat(names.next("sales")).isEqualTo("sales (2)");
        assertThat(names.next("Users")).isEqualTo("Users (2)");
        assertThat(names.next("History")).isEqualTo("History (2)");
        assertThat(names.next("a/b\\c:[d]*?")).isEqualTo("a b c d");
        assertThat(names.next("'quoted'")).isEqualTo("quoted");
        assertThat(names.next("///")).isEqualTo("Mailbox");
        assertThat(names.next("x".repeat(40))).hasSize(31);
        assertThat(names.next("x".repeat(41))).isEqualTo("x".repeat(27) + " (2)");
    }

    @Property(tries = 300)
    void isFitAndDifferentForEveryName(@ForAll @Size(max = 20) List<String> wanted) {
        var names = new SheetNames();
        Set<String> taken = new HashSet<>();
        for (String name : wanted) {
            String sheet = names.next(name);
            assertThat(sheet)
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(31)
                    .doesNotContainPattern("[\\[\\]:*?/\\\\]");
            assertThat(sheet).doesNotStartWith("'").doesNotEndWith("'");
            assertThat(SheetNames.isOurs(sheet)).isFalse();
            assertThat(taken.add(sheet.toLowerCase(Locale.ROOT))).isTrue();
        }
    }
}
