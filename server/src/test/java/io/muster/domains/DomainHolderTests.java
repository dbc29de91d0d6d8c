package io.muster.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.DomainName;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainHolderTests {

    private static final DomainName USED = new DomainName("used.example");
    private static final DomainName SPARE = new DomainName("spare.example");
    private static final DomainName TRIED = new DomainName("tried.example");

    @Autowired private World world;
    @Autowired private Domains domains;
    @Autowired private Scopes scopes;

    private OrganizationScope ours;
    private OrganizationScope without;

    @BeforeAll
    void twoOrganizationsOfWhichOneHasDomains() {
        ours = world.organization("Acme");
        without = world.organization("Globex");
        ProvedDomain.active(ours, "used.example");
        ProvedDomain.inactive(ours, "spare.example");
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO domains (id, organization_id, name, method, token)
                        VALUES (gen_random_uuid(), :organization, 'tried.example', 'TXT', 'x')
                        """)
                .param("organization", without.organization().value())
                .update();
    }

    @Test
    void isWhoeverHasProvedItSeenFromAnywhere() {
        assertThat(domains.holder(USED))
                .hasValue(new DomainHolder(ours.organization(), DomainState.ACTIVE));
        assertThat(scopes.in(without, () -> domains.holder(SPARE)))
                .as("inside another organization's transaction")
                .hasValue(new DomainHolder(ours.organization(), DomainState.INACTIVE));
        assertThat(domains.holder(TRIED)).as("only tried").isEmpty();
        assertThat(domains.holders(List.of(USED, TRIED, USED)))
                .isEqualTo(Map.of(USED, new DomainHolder(ours.organization(), DomainState.ACTIVE)));
        assertThat(domains.holders(List.of())).isEmpty();
    }

    @Test
    void tellsWhatAnOrganizationHas() {
        assertThat(domains.active(ours)).containsExactly(USED);
        assertThat(domains.has(ours)).isTrue();
        assertThat(domains.active(without)).isEmpty();
        assertThat(domains.has(without)).as("tried is not proved").isFalse();
    }

    @Test
    void tellsWhereAnAddressLies() {
        assertThat(domains.placeOf(ours, USED)).isEqualTo(AddressPlace.OWN_ACTIVE);
        assertThat(domains.placeOf(ours, SPARE)).isEqualTo(AddressPlace.OWN_INACTIVE);
        assertThat(domains.placeOf(ours, TRIED)).isEqualTo(AddressPlace.OUTSIDE);
        assertThat(domains.placeOf(without, USED)).isEqualTo(AddressPlace.FOREIGN);
        assertThat(domains.placeOf(without, TRIED)).isEqualTo(AddressPlace.FREE);
        assertThat(domains.placesOf(without, List.of(SPARE, TRIED, TRIED)))
                .isEqualTo(Map.of(SPARE, AddressPlace.FOREIGN, TRIED, AddressPlace.FREE));
    }

    @Test
    void isOneOrganizationAtMost() {
        assertThatThrownBy(() -> ProvedDomain.active(without, "spare.example"))
                .isInstanceOf(DuplicateKeyException.class);
    }
}
