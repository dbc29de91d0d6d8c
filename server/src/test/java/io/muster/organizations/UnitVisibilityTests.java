package io.muster.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class UnitVisibilityTests {

    @Autowired private World world;
    @Autowired private Units units;

    private OrganizationScope organization;
    private Browser owner;
    private String path;
    private UnitId staff;
    private UnitId people;

    @BeforeEach
    void twoUnits() {
        organization = world.organization("Org " + UnitId.next());
        String address = "owner-" + UnitId.next() + "@visible.example";
        world.owner(organization, address);
        owner = world.signedIn(address);
        path = "/api/v1/organizations/" + organization.organization() + "/units";
        staff = reach("Office A/Staff");
        people = reach("Office B/HR");
    }

    @Test
    void aNewUnitSeesAllUnitsAlsoThoseToCome() {
        assertThat(owner.get(visibility(staff)).json().at("/all").asBoolean()).isTrue();
        assertThat(sees(staff).includes(reach("Office C"))).isTrue();
    }

    @Test
    void isDirectionalSoTheOtherUnitStillSeesThisOne() {
        choose(staff, List.of(staff));
        assertThat(sees(staff).includes(people)).isFalse();
        assertThat(sees(people).includes(staff)).isTrue();
    }

    @Test
    void seesItsOwnUnitOnlyWhileItIsTicked() {
        choose(staff, List.of(people));
        assertThat(sees(staff).includes(staff)).isFalse();
        choose(staff, List.of(people, staff));
        assertThat(sees(staff).includes(staff)).isTrue();
    }

    @Test
    void isNeitherInheritedFromAboveNorGivenToWhatIsBelow() {
        UnitId office = reach("Office A");
        choose(office, List.of(office));
        assertThat(sees(staff).all()).isTrue();
        choose(people, List.of(office));
        assertThat(sees(people).includes(staff)).as("below a ticked unit").isFalse();
    }

    @Test
    void goesWithTheUnitWhenItMoves() {
        choose(staff, List.of(staff));
        Unit unit = units.find(organization, staff).orElseThrow();
        units.edit(organization, staff, unit.version(), people, unit.name(), unit.description());
        assertThat(sees(staff)).isEqualTo(new UnitVisibility(false, Set.of(staff)));
        assertThat(sees(people).all()).isTrue();
    }

    @Test
    void forgetsAUnitThatIsDeletedAndDoesNotShowANewOneOfItsName() {
        choose(staff, List.of(people));
        Answer deleted =
                owner.delete(
                        path + "/" + people,
                        owner.get(path + "/" + people).header("ETag").orElseThrow());
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(sees(staff).units()).isEmpty();
        assertThat(sees(staff).includes(reach("Office B/HR"))).isFalse();
    }

    @Test
    void refusesUnitsThatTheOrganizationDoesNotHave() {
        UnitId foreign = units.builtIn(world.organization("Other " + UnitId.next()));
        Answer refused = choose(staff, List.of(people, foreign));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("units");
        assertThat(refused.text("errors/0/message")).contains(foreign.toString());
        assertThat(sees(staff).all()).isTrue();
    }

    @Test
    void refusesASecondSaveAndShowsWhatIsThereNow() {
        String before = owner.get(visibility(staff)).header("ETag").orElseThrow();
        choose(staff, List.of(people));
        Answer late = owner.put(visibility(staff), Map.of("all", true, "units", List.of()), before);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/units/0")).isEqualTo(people.toString());
    }

    @Test
    void writesDownWhatIsNewlySeenAndWhatNoLonger() {
        choose(staff, List.of(people));
        choose(staff, List.of(staff));
        List<String> after =
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT before::text || after::text FROM audit_entries
                                WHERE organization_id = :organization AND action = 'units.visibility-changed'
                                ORDER BY sequence
                                """)
                        .param("organization", organization.organization().value())
                        .query((row, _) -> row.getString(1))
                        .list();
        assertThat(after).hasSize(2);
        assertThat(after.getLast()).contains("Office B/HR", "Office A/Staff");
    }

    @Test
    void goesBackToAll() {
        choose(staff, List.of(people));
        Answer all =
                owner.put(
                        visibility(staff),
                        Map.of("all", true, "units", List.of()),
                        owner.get(visibility(staff)).header("ETag").orElseThrow());
        assertThat(all.status()).isEqualTo(200);
        assertThat(sees(staff)).isEqualTo(UnitVisibility.ALL);
    }

    @Test
    void membersOfAUnitThatIsGoneSeeNobody() {
        assertThat(sees(UnitId.next()).includes(staff)).isFalse();
    }

    private UnitVisibility sees(UnitId unit) {
        return units.visibleFrom(organization, unit);
    }

    private Answer choose(UnitId unit, List<UnitId> seen) {
        return owner.put(
                visibility(unit),
                Map.of("all", false, "units", seen.stream().map(UnitId::toString).toList()),
                owner.get(visibility(unit)).header("ETag").orElseThrow());
    }

    private String visibility(UnitId unit) {
        return path + "/" + unit + "/visibility";
    }

    private UnitId reach(String text) {
        return switch (units.reach(organization, UnitPath.parse(text).orElseThrow())) {
            case Units.Reach.Reached(var unit, _) -> unit;
            case Units.Reach.Refused(var reason) -> throw new IllegalStateException(reason.name());
        };
    }
}
