package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.OrganizationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadingPlacesTests {

    private final ReadingPlaces places = new ReadingPlaces();
    private final OrganizationId acme = organization();

    @Test
    void areTwoForEachOrganizationWhateverOthersDo() {
        assertThat(places.take(acme)).isTrue();
        assertThat(places.take(acme)).isTrue();
        assertThat(places.take(acme)).isFalse();
        assertThat(places.take(organization())).isTrue();

        places.leave(acme);
        assertThat(places.take(acme)).isTrue();
        assertThat(places.take(acme)).isFalse();
    }

    @Test
    void areSixForAll() {
        places.take(acme);
        for (int other = 1; other < ReadingPlaces.OF_ALL; other++) {
            assertThat(places.take(organization())).isTrue();
        }
        OrganizationId late = organization();
        assertThat(places.take(late)).isFalse();

        places.leave(acme);
        assertThat(places.take(late)).isTrue();
    }

    private static OrganizationId organization() {
        return new OrganizationId(UUID.randomUUID());
    }
}
