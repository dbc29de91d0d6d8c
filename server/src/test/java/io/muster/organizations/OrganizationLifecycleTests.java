package io.muster.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganizationLifecycleTests {

    private static final String ALL = "/api/v1/organizations";

    @Autowired private World world;

    /** The default organization, in which the system administrator is at home. */
    private OrganizationScope home;

    private Browser root;

    @BeforeAll
    void aSystemAdministrator() {
        home = world.organization("Home");
        world.systemAdministrator(home, "root@home.example");
        root = world.signedIn("root@home.example");
    }

    @Test
    void isCreatedWithItsBuiltInUnitAndShowsItsAddress() {
        Answer made = create("Initech");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).hasValue(ALL + "/" + made.text("id"));
        Answer units = root.get(ALL + "/" + made.text("id") + "/units");
        assertThat(units.json().at("/items")).hasSize(1);
        assertThat(units.json().at("/items/0/builtIn").asBoolean()).isTrue();
    }

    @Test
    void refusesANameThatAnotherHasInWhateverCase() {
        create("Umbrella");
        Answer again = create("  UMBRELLA ");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("type")).isEqualTo("urn:problem:organizations:name-taken");
        assertThat(again.text("errors/0/field")).isEqualTo("name");
    }

    @Test
    void refusesANameThatIsTooShortTooLongOrMissing() {
        for (String name : List.of("", "ab", "x".repeat(257), "line\nbreak")) {
            Answer refused = create(name);
            assertThat(refused.status()).as(name).isEqualTo(422);
            assertThat(refused.text("errors/0/field")).isEqualTo("name");
        }
        assertThat(root.post(ALL, Map.of()).status()).isEqualTo(422);
    }

    @Test
    void comesWithAFirstOwnerWhoSignsInAndChoosesHisPassword() {
        Answer made = createWithOwner("Hooli", "gavin@hooli.example");
        assertThat(made.status()).isEqualTo(201);
        Answer signIn = world.browser().signIn("gavin@hooli.example", World.PASSWORD);
        assertThat(signIn.text("next")).isEqualTo("NEW_PASSWORD");
    }

    @Test
    void isNotCreatedWhenTheFirstOwnersAddressIsTaken() {
        Answer refused = createWithOwner("Pied Piper", "root@home.example");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("owner.address");
        assertThat(names(root.get(ALL + "?search=Pied"))).isEmpty();
        assertThat(createWithOwner("Pied Piper", "richard@piper.example").status()).isEqualTo(201);
    }

    @Test
    void namesAllThatIsWrongWithTheFirstOwnerAtOnce() {
        Answer refused =
                root.post(
                        ALL,
                        Map.of(
                                "name",
                                "ab",
                                "owner",
                                Map.of(
                                        "firstName",
                                        "",
                                        "lastName",
                                        "Belson",
                                        "address",
                                        "nowhere",
                                        "password",
                                        "short")));
        List<String> fields = new ArrayList<>();
        refused.json().at("/errors").forEach(error -> fields.add(error.at("/field").asString()));
        assertThat(fields)
                .contains("name", "owner.firstName", "owner.address")
                .doesNotContain("owner.lastName");
    }

    @Test
    void isFoundByAPartOfItsNameWhateverThePartMeansToTheDatabase() {
        create("Wayne 100% Enterprises");
        assertThat(names(root.get(ALL + "?search=0%25%20ent")))
                .containsExactly("Wayne 100% Enterprises");
        assertThat(names(root.get(ALL + "?search=wayne_"))).isEmpty();
    }

    @Test
    void isListedPageByPageForwardsAndBackwards() {
        for (String letter : List.of("a", "B", "c", "D", "e")) {
            create("Paged " + letter);
        }
        String query = ALL + "?search=paged&limit=2";
        Answer first = root.get(query);
        assertThat(names(first)).containsExactly("Paged a", "Paged B");
        assertThat(first.json().at("/previous").isNull()).isTrue();
        Answer second = root.get(query + "&cursor=" + first.text("next"));
        assertThat(names(second)).containsExactly("Paged c", "Paged D");
        Answer third = root.get(query + "&cursor=" + second.text("next"));
        assertThat(names(third)).containsExactly("Paged e");
        assertThat(third.json().at("/next").isNull()).isTrue();
        Answer back = root.get(query + "&cursor=" + third.text("previous"));
        assertThat(names(back)).containsExactly("Paged c", "Paged D");
        Answer descending = root.get(query + "&sort=-name");
        assertThat(names(descending)).containsExactly("Paged e", "Paged D");
        assertThat(root.get(query + "&sort=-name&cursor=" + first.text("next")).status())
                .as("a cursor of another order")
                .isEqualTo(422);
        assertThat(root.get(ALL + "/count?search=paged").json().at("/count").asInt()).isEqualTo(5);
    }

    @Test
    void keepsWhatItsAdministratorSaysOfIt() {
        Tenant tenant = tenant("Stark");
        Answer read = tenant.owner().get(tenant.path());
        Answer saved = tenant.owner().put(tenant.path(), settings("Stark Industries"), tag(read));
        assertThat(saved.status()).isEqualTo(200);
        Answer again = tenant.owner().get(tenant.path());
        assertThat(again.text("name")).isEqualTo("Stark Industries");
        assertThat(again.text("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(again.text("language")).isEqualTo("de-AT");
        assertThat(again.text("taxNumber")).isEqualTo("DE123456789");
        assertThat(again.text("billingAddress/city")).isEqualTo("Berlin");
        assertThat(again.header("ETag"))
                .isNotEqualTo(read.header("ETag"))
                .isEqualTo(saved.header("ETag"));
        assertThat(actions(tenant)).contains("organizations.edited");
    }

    @Test
    void refusesASecondSaveAndShowsWhatIsThereNow() {
        Tenant tenant = tenant("Wonka");
        String first = tag(tenant.owner().get(tenant.path()));
        tenant.owner().put(tenant.path(), settings("Wonka One"), first);
        Answer late = tenant.owner().put(tenant.path(), settings("Wonka Two"), first);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("type")).isEqualTo("urn:problem:kernel:changed-meanwhile");
        assertThat(late.text("current/name")).isEqualTo("Wonka One");
        Answer blind = tenant.owner().send("PUT", tenant.path(), settings("Wonka Three"), Map.of());
        assertThat(blind.status()).isEqualTo(428);
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        Tenant tenant = tenant("Acme Rules");
        Map<String, Object> wrong = settings("Acme Rules");
        wrong.put("timeZone", "Mars/Olympus");
        wrong.put("language", "not a language");
        wrong.put("taxNumber", "1234567");
        wrong.put("description", "x".repeat(1001));
        Answer refused =
                tenant.owner().put(tenant.path(), wrong, tag(tenant.owner().get(tenant.path())));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors")).hasSize(4);
    }

    @Test
    void refusesToTakeTheNameOfAnotherWhenItIsRenamed() {
        Tenant tenant = tenant("Cyberdyne");
        create("Skynet");
        Answer refused =
                tenant.owner()
                        .put(
                                tenant.path(),
                                settings("skynet"),
                                tag(tenant.owner().get(tenant.path())));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:organizations:name-taken");
    }

    @Test
    void isHiddenFromEverybodyElse() {
        Tenant tenant = tenant("Massive Dynamic");
        Tenant other = tenant("Veridian");
        assertThat(other.owner().get(tenant.path()).status()).isEqualTo(404);
        assertThat(other.owner().get(ALL).status()).isEqualTo(403);
        assertThat(other.owner().post(ALL, Map.of("name", "Mine")).status()).isEqualTo(403);
        assertThat(other.owner().post(other.path() + "/actions/switch-off", Map.of()).status())
                .isEqualTo(403);
        assertThat(world.browser().get(tenant.path()).status()).isEqualTo(401);
    }

    @Test
    void closesSignInAndEndsSessionsAtOnceWhenItIsSwitchedOff() {
        Tenant tenant = tenant("Oceanic");
        assertThat(tenant.owner().get("/api/v1/me").status()).isEqualTo(200);

        Answer off = act(tenant, "switch-off");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.json().at("/active").asBoolean(true)).isFalse();
        assertThat(tenant.owner().get("/api/v1/me").status()).isEqualTo(401);
        assertThat(world.browser().signIn(tenant.address(), World.PASSWORD).status())
                .isEqualTo(401);
        assertThat(state(tenant.ownerId())).isEqualTo("ACTIVE");

        assertThat(act(tenant, "switch-on").status()).isEqualTo(200);
        assertThat(world.browser().signIn(tenant.address(), World.PASSWORD).status())
                .isEqualTo(200);
        assertThat(actions(tenant))
                .contains("organizations.switched-off", "organizations.switched-on");
    }

    @Test
    void answersAsForAWrongPasswordWhenItIsSwitchedOff() {
        Tenant tenant = tenant("Dharma");
        Answer wrong = world.browser().signIn(tenant.address(), "not the password at all");
        act(tenant, "switch-off");
        Answer closed = world.browser().signIn(tenant.address(), World.PASSWORD);
        assertThat(closed.status()).isEqualTo(wrong.status());
        assertThat(closed.response().body()).isEqualTo(wrong.response().body());
    }

    @Test
    void takesAGuestsPlaceAwayWhileItIsSwitchedOff() {
        Tenant tenant = tenant("Tyrell");
        Tenant elsewhere = tenant("Wallace");
        world.makeOwner(tenant.scope(), elsewhere.ownerId());
        assertThat(elsewhere.owner().get(tenant.path()).status()).isEqualTo(200);
        act(tenant, "switch-off");
        assertThat(elsewhere.owner().get(tenant.path()).status()).isEqualTo(404);
        assertThat(elsewhere.owner().get(elsewhere.path()).status()).isEqualTo(200);
        assertThat(root.get(tenant.path()).status()).isEqualTo(200);
    }

    @Test
    void switchesOffOnlyOnceAndSaysSoInTheLogOnce() {
        Tenant tenant = tenant("Soylent");
        act(tenant, "switch-off");
        act(tenant, "switch-off");
        assertThat(actions(tenant)).containsOnlyOnce("organizations.switched-off");
    }

    @Test
    void keepsTheDefaultOrganizationAndTheOwnOneOn() {
        Answer refused =
                root.post(ALL + "/" + home.organization() + "/actions/switch-off", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        Tenant tenant = tenant("Gringotts");
        assertThat(act(tenant, "make-default").json().at("/isDefault").asBoolean()).isTrue();
        assertThat(act(tenant, "switch-off").text("type"))
                .isEqualTo("urn:problem:organizations:default-stays-on");
        Answer own = root.post(ALL + "/" + home.organization() + "/actions/switch-off", Map.of());
        assertThat(own.text("type")).isEqualTo("urn:problem:organizations:own-organization");
        root.post(ALL + "/" + home.organization() + "/actions/make-default", Map.of());
    }

    @Test
    void refusesToMakeOneThatIsOffTheDefault() {
        Tenant tenant = tenant("Globo");
        act(tenant, "switch-off");
        assertThat(act(tenant, "make-default").status()).isEqualTo(409);
    }

    @Test
    void hasExactlyOneDefaultHoweverManyAreMadeItAtOnce() throws Exception {
        List<Tenant> tenants = List.of(tenant("Rush 1"), tenant("Rush 2"), tenant("Rush 3"));
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> acts = new ArrayList<>();
            for (Tenant tenant : tenants) {
                acts.add(() -> act(tenant, "make-default"));
            }
            for (Future<Answer> done : crowd.invokeAll(acts)) {
                assertThat(done.get().status()).isEqualTo(200);
            }
        }
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM organizations WHERE is_default")
                                .query(Integer.class)
                                .single())
                .isOne();
        root.post(ALL + "/" + home.organization() + "/actions/make-default", Map.of());
    }

    @Test
    void isNotFoundWhenThereIsNone() {
        String nowhere = ALL + "/0190a0a0-0000-7000-8000-000000000000";
        assertThat(root.get(nowhere).status()).isEqualTo(404);
        assertThat(root.post(nowhere + "/actions/switch-off", Map.of()).status()).isEqualTo(404);
    }

    /** An organization with its owner, who has signed in. */
    private record Tenant(OrganizationScope scope, String address, UserId ownerId, Browser owner) {

        String path() {
            return ALL + "/" + scope.organization();
        }
    }

    private Tenant tenant(String name) {
        OrganizationScope scope = world.organization(name);
        String address = "owner@" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".example";
        UserId owner = world.owner(scope, address);
        return new Tenant(scope, address, owner, world.signedIn(address));
    }

    private Answer create(String name) {
        return root.post(ALL, Map.of("name", name));
    }

    private Answer createWithOwner(String name, String address) {
        return root.post(
                ALL,
                Map.of(
                        "name",
                        name,
                        "owner",
                        Map.of(
                                "firstName",
                                "First",
                                "lastName",
                                "Owner",
                                "address",
                                address,
                                "password",
                                World.PASSWORD)));
    }

    private Answer act(Tenant tenant, String verb) {
        return root.post(tenant.path() + "/actions/" + verb, Map.of());
    }

    private static Map<String, Object> settings(String name) {
        return new HashMap<>(
                Map.of(
                        "name",
                        name,
                        "description",
                        "Makes things.",
                        "timeZone",
                        "Europe/Berlin",
                        "language",
                        "de-at",
                        "taxNumber",
                        "DE123456789",
                        "mailboxLimitOctets",
                        0,
                        "tellsOfImpersonation",
                        false,
                        "billingAddress",
                        Map.of(
                                "street", "Main Street 1",
                                "city", "Berlin",
                                "postalCode", "10115",
                                "region", "",
                                "country", "Germany")));
    }

    private static String tag(Answer answer) {
        return answer.header("ETag").orElseThrow();
    }

    private static List<String> names(Answer page) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : page.json().at("/items")) {
            names.add(item.at("/name").asString());
        }
        return names;
    }

    private static List<String> actions(Tenant tenant) {
        return TestDatabase.owner()
                .sql("SELECT action FROM audit_entries WHERE organization_id = :organization")
                .param("organization", tenant.scope().organization().value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String state(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT state FROM users WHERE id = :user")
                .param("user", user.value())
                .query(String.class)
                .single();
    }
}
