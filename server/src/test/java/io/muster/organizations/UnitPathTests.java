package io.muster.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitPathTests {

    @Test
    void isReadFromNamesBetweenSlashes() {
        assertThat(UnitPath.parse(" Sales / North ").orElseThrow().names())
                .containsExactly("Sales", "North");
        assertThat(UnitPath.parse("Sales").orElseThrow()).hasToString("Sales");
    }

    @Test
    void hasNoEmptyNameNoneTooLongAndNoControlCharacter() {
        for (String wrong :
                new String[] {"", " ", "/Sales", "Sales/", "a//b", "a\u0007b", "x".repeat(65)}) {
            assertThat(UnitPath.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void endsAtTheSixteenthLevel() {
        assertThat(UnitPath.parse("a" + "/a".repeat(15))).isPresent();
        assertThat(UnitPath.parse("a" + "/a".repeat(16))).isEmpty();
    }
}
