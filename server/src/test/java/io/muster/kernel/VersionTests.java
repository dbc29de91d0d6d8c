package io.muster.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VersionTests {

    @Test
    void comesBackFromItsTag() {
        assertThat(Version.required(new Version(7).tag())).isEqualTo(new Version(7));
    }

    @Test
    void isMissedWhenItWasNotSent() {
        assertThatThrownBy(() -> Version.required(null))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().status()).isEqualTo(428));
    }

    @Test
    void matchesNothingWhenTheTagIsNotOneOfOurs() {
        for (String foreign : new String[] {"*", "W/\"7\"", "7", "\"\"", "\"99999999999\""}) {
            assertThat(Version.required(foreign).number()).as(foreign).isNegative();
        }
    }

    @Test
    void aLateSaveIsShownWhatIsThereNow() {
        Problem problem = Version.changedMeanwhile("the row");
        assertThat(problem.status()).isEqualTo(412);
        assertThat(problem.facts()).containsEntry("current", "the row");
    }
}
