package io.muster.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@MusterTest
class UnitTreeTests {

    @Autowired private World world;
    @Autowired private Units units;

    private OrganizationScope organization;
    private Browser owner;
    private String path;

    @BeforeEach
    void anOrganizationWithItsOwner() {
        String name = "Org " + UnitId.next();
        organization = world.organization(name);
        String address = "owner-" + UnitId.next() + "@units.example";
        world.owner(organization, address);
        owner = world.signedIn(address);
        path = "/api/v1/organizations/" + organization.organization() + "/units";
    }

    @Test
    void growsUnitBelowUnit() {
        String sales = create("Sales", null);
        String north = create("North", sales);
        Answer tree = owner.get(path);
        assertThat(names(tree)).containsExactly("Default", "North", "Sales");
        assertThat(owner.get(path + "/" + north).text("parentId")).isEqualTo(sales);
        assertThat(actions()).contains("units.created");
    }

    @Test
    void refusesANameThatASiblingHasInWhateverCase() {
        String sales = create("Sales", null);
        Answer twin = add("sALES", null);
        assertThat(twin.status()).isEqualTo(409);
        assertThat(twin.text("type")).isEqualTo("urn:problem:organizations:unit-name-taken");
        assertThat(twin.text("errors/0/field")).isEqualTo("name");
        assertThat(add("Sales", sales).status()).as("below, the name is free").isEqualTo(201);
    }

    @Test
    void refusesNamesThatAreEmptyTooLongOrHoldASlash() {
        for (String wrong : List.of("", "   ", "x".repeat(65), "Sales/North", "a\tb")) {
            Answer refused = add(wrong, null);
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.text("errors/0/field")).isEqualTo("name");
        }
        assertThat(owner.post(path, Map.of()).status()).isEqualTo(422);
    }

    @Test
    void refusesAParentOfAnotherOrganization() {
        OrganizationScope other = world.organization("Other " + UnitId.next());
        assertThat(add("Spy", units.builtIn(other).toString()).text("errors/0/field"))
                .isEqualTo("parentId");
    }

    @Test
    void isAtMostSixteenLevelsDeep() {
        String here = null;
        for (int level = 1; level <= 16; level++) {
            here = create("Level " + level, here);
        }
        assertThat(add("Level 17", here).text("errors/0/code")).isEqualTo("too-deep");
        String pair = create("Pair", null);
        create("Child", pair);
        String fifteenth = owner.get(path + "/" + here).text("parentId");
        assertThat(move(pair, "Pair", fifteenth).text("errors/0/code")).isEqualTo("too-deep");
    }

    @Test
    void movesAUnitWithAllThatIsBelowIt() {
        String sales = create("Sales", null);
        String north = create("North", sales);
        String europe = create("Europe", null);
        assertThat(move(sales, "Sales", europe).status()).isEqualTo(200);
        assertThat(units.tree(organization).pathOf(id(north))).hasToString("Europe/Sales/North");
        assertThat(move(sales, "Sales", null).json().at("/parentId").isNull()).isTrue();
        assertThat(actions()).contains("units.moved");
    }

    @Test
    void neverGoesIntoItselfOrBelowItself() {
        String sales = create("Sales", null);
        String north = create("North", sales);
        for (String into : List.of(sales, north)) {
            assertThat(move(sales, "Sales", into).text("errors/0/code")).isEqualTo("into-itself");
        }
    }

    @Test
    void isRenamedUnlessASiblingHasTheName() {
        create("Sales", null);
        String support = create("Support", null);
        assertThat(move(support, "SALES", null).status()).isEqualTo(409);
        assertThat(move(support, "SUPPORT", null).text("name")).isEqualTo("SUPPORT");
        assertThat(actions()).contains("units.edited");
    }

    @Test
    void refusesASecondSaveAndShowsWhatIsThereNow() {
        String sales = create("Sales", null);
        String before = owner.get(path + "/" + sales).header("ETag").orElseThrow();
        move(sales, "Sales and Support", null);
        Answer late = owner.put(path + "/" + sales, Map.of("name", "Selling"), before);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/name")).isEqualTo("Sales and Support");
        assertThat(owner.delete(path + "/" + sales, before).status()).isEqualTo(412);
        assertThat(owner.send("DELETE", path + "/" + sales, null, Map.of()).status())
                .isEqualTo(428);
    }

    @Test
    void theBuiltInUnitIsRenamedButNeverMovedOrDeleted() {
        String builtIn = units.builtIn(organization).toString();
        String sales = create("Sales", null);
        assertThat(move(builtIn, "Everybody", null).text("name")).isEqualTo("Everybody");
        assertThat(move(builtIn, "Everybody", sales).text("type"))
                .isEqualTo("urn:problem:organizations:built-in-unit");
        assertThat(remove(builtIn, "?moveUsers=true&below=DELETE").text("type"))
                .isEqualTo("urn:problem:organizations:built-in-unit");
    }

    @Test
    void neverClosesToARingWhenTwoAdministratorsMoveAtTheSameTime() throws Exception {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            all.add(create("Unit " + number, null));
        }
        Random random = new Random(1);
        try (ExecutorService administrators = Executors.newFixedThreadPool(4)) {
            List<Callable<@Nullable Void>> moves = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                UnitId moved = id(all.get(random.nextInt(all.size())));
                UnitId into = id(all.get(random.nextInt(all.size())));
                moves.add(() -> {
                    Unit unit = units.find(organization, moved).orElseThrow();
                    units.edit(
                            organization,
                            moved,
                            unit.version(),
                            into,
                            unit.name(),
                            unit.description());
                    return null;
                });
            }
            for (Future<@Nullable Void> done : administrators.invokeAll(moves)) {
                done.get();
            }
        }
        UnitTree tree = units.tree(organization);
        assertThat(
                        tree.children(null).stream()
                                .mapToInt(top -> tree.subtree(top.id()).size())
                                .sum())
                .as("units that hang below the top")
                .isEqualTo(7);
    }

    @Test
    void countsTheUsersOfEachUnit() {
        String builtIn = units.builtIn(organization).toString();
        assertThat(owner.get(path + "/" + builtIn).json().at("/users").asLong()).isEqualTo(1);
        String sales = create("Sales", null);
        put(world.user(organization, "ann-" + UnitId.next() + "@units.example"), sales);
        assertThat(owner.get(path + "/" + sales).json().at("/users").asLong()).isEqualTo(1);
    }

    @Test
    void isDeletedAtOnceWhenItIsEmpty() {
        String sales = create("Sales", null);
        assertThat(remove(sales, "").status()).isEqualTo(204);
        assertThat(owner.get(path + "/" + sales).status()).isEqualTo(404);
        assertThat(actions()).contains("units.deleted");
    }

    @Test
    void tellsTheNumbersInsteadOfDeletingWhatIsNotEmpty() {
        String sales = create("Sales", null);
        create("North", sales);
        put(world.user(organization, "bob-" + UnitId.next() + "@units.example"), sales);
        Answer refused = remove(sales, "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:organizations:unit-not-empty");
        assertThat(refused.json().at("/users").asInt()).isEqualTo(1);
        assertThat(refused.json().at("/units").asInt()).isEqualTo(1);
        assertThat(remove(sales, "?moveUsers=true").status()).isEqualTo(409);
        assertThat(remove(sales, "?below=LIFT").status()).isEqualTo(409);
    }

    @Test
    void movesUsersToTheBuiltInUnitAndUnitsUpWhenThatIsChosen() {
        String sales = create("Sales", null);
        String north = create("North", sales);
        UserId carol = world.user(organization, "carol-" + UnitId.next() + "@units.example");
        put(carol, sales);
        assertThat(remove(sales, "?moveUsers=true&below=LIFT").status()).isEqualTo(204);
        assertThat(unitOf(carol)).isEqualTo(units.builtIn(organization));
        assertThat(units.tree(organization).pathOf(id(north))).hasToString("North");
        assertThat(actions()).contains("users.moved");
    }

    @Test
    void refusesToLiftUnitsOntoTheirNamesakes() {
        String sales = create("Sales", null);
        create("North", sales);
        create("north", null);
        Answer refused = remove(sales, "?below=LIFT");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("names/0")).isEqualTo("north");
    }

    @Test
    void takesTheWholeBranchWhenThatIsChosen() {
        String sales = create("Sales", null);
        String north = create("North", sales);
        UserId dave = world.user(organization, "dave-" + UnitId.next() + "@units.example");
        put(dave, north);
        assertThat(remove(sales, "?moveUsers=true&below=DELETE").status()).isEqualTo(204);
        assertThat(names(owner.get(path))).containsExactly("Default");
        assertThat(unitOf(dave)).isEqualTo(units.builtIn(organization));
    }

    @Test
    void isDeletedByAJobWhenManyUsersHaveToMove() {
        String sales = create("Sales", null);
        people(UnitRemoval.AT_ONCE + 1, sales);
        Answer started = remove(sales, "?moveUsers=true");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.header("Location").orElseThrow()).endsWith(started.text("jobId"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> owner.get(path + "/" + sales).status() == 404);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM memberships WHERE organization_id = :o AND unit_id = :u")
                                .param("o", organization.organization().value())
                                .param("u", units.builtIn(organization).value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(UnitRemoval.AT_ONCE + 2);
    }

    @Test
    void nobodyIsPutIntoAUnitThatIsBeingDeleted() {
        String sales = create("Sales", null);
        assertThat(units.hold(organization, List.of(id(sales), UnitId.next())))
                .containsExactly(id(sales));
        remove(sales, "");
        assertThat(units.hold(organization, List.of(id(sales)))).isEmpty();
    }

    @Test
    void isFoundByItsPathAndMadeWhereItIsMissing() {
        UnitPath wanted = UnitPath.parse("Sales/North/Harbour").orElseThrow();
        assertThat(units.tree(organization).find(wanted)).isEmpty();
        String sales = create("Sales", null);
        Units.Reach.Reached reached = (Units.Reach.Reached) units.reach(organization, wanted);
        assertThat(reached.made()).hasSize(2);
        UnitPath shouted = UnitPath.parse("SALES/NORTH/HARBOUR").orElseThrow();
        assertThat(units.tree(organization).find(shouted).orElseThrow().id())
                .isEqualTo(reached.unit());
        assertThat(units.reach(organization, wanted))
                .isEqualTo(new Units.Reach.Reached(reached.unit(), List.of()));
        assertThat(units.withSubUnits(organization, id(sales))).hasSize(3);
    }

    @Test
    void isReadByWhoMayReadAndChangedOnlyByWhoMayManage() {
        OrganizationScope other = world.organization("Other " + UnitId.next());
        String address = "owner-" + UnitId.next() + "@other.example";
        world.owner(other, address);
        Browser stranger = world.signedIn(address);
        assertThat(stranger.get(path).status()).isEqualTo(404);
        String plain = "plain-" + UnitId.next() + "@units.example";
        world.user(organization, plain);
        Browser member = world.signedIn(plain);
        assertThat(member.get(path).text("permission")).isEqualTo("units:read");
        assertThat(member.post(path, Map.of("name", "Mine")).text("permission"))
                .isEqualTo("units:manage");
    }

    private String create(String name, @Nullable String parent) {
        Answer made = add(name, parent);
        assertThat(made.status()).isEqualTo(201);
        return made.text("id");
    }

    private Answer add(String name, @Nullable String parent) {
        return owner.post(path, body(name, parent));
    }

    /** Renames and moves whatever version is there now. */
    private Answer move(String unit, String name, @Nullable String parent) {
        return owner.put(path + "/" + unit, body(name, parent), tag(unit));
    }

    private Answer remove(String unit, String choice) {
        return owner.delete(path + "/" + unit + choice, tag(unit));
    }

    private String tag(String unit) {
        return owner.get(path + "/" + unit).header("ETag").orElseThrow();
    }

    private static Map<String, @Nullable Object> body(String name, @Nullable String parent) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("name", name);
        body.put("description", "");
        body.put("parentId", parent);
        return body;
    }

    private static UnitId id(String text) {
        return UnitId.valueOf(text);
    }

    private void put(UserId user, String unit) {
        TestDatabase.owner()
                .sql("UPDATE memberships SET unit_id = :unit WHERE user_id = :user")
                .param("unit", id(unit).value())
                .param("user", user.value())
                .update();
    }

    private UnitId unitOf(UserId user) {
        return new UnitId(
                TestDatabase.owner()
                        .sql("SELECT unit_id FROM memberships WHERE user_id = :user")
                        .param("user", user.value())
                        .query(UUID.class)
                        .single());
    }

    private void people(int count, String unit) {
        world.people(organization, id(unit), count);
    }

    private List<String> actions() {
        return TestDatabase.owner()
                .sql("SELECT action FROM audit_entries WHERE organization_id = :organization")
                .param("organization", organization.organization().value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static List<String> names(Answer tree) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : tree.json().at("/items")) {
            names.add(item.at("/name").asString());
        }
        return names;
    }
}
