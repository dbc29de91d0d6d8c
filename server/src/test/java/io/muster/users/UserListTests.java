package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserListTests {

    @Autowired World world;
    @Autowired Units units;

    private OrganizationScope acme;
    private String list;
    private Browser owner;

    @BeforeAll
    void anOrganizationOfSeven() {
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        list = "/api/v1/organizations/" + acme.organization() + "/users";
        owner = world.signedIn("olga@acme.example");
        add("zoe@acme.example", "Zoë", "Müller", "Sales", "Head of 50% sales", "+43 (1) 234-56");
        add("adam@acme.example", "Adam", "Berg", "Sales", "Agent", "");
        add("bert@acme.example", "bert", "Adler", "Support", "Agent_1", "");
        add("carl@acme.example", "Carl", "Zander", "Support", "", "0664 123");
        add("dora@acme.example", "Dora", "Dorn", "", "", "");
        add("emil@acme.example", "Emil", "Dorn", "", "", "");
        OrganizationScope globex = world.organization("Globex");
        world.user(globex, "stranger@globex.example");
    }

    @Test
    void listsTheUsersOfTheOrganizationByNameWithoutRegardToCase() {
        assertThat(accounts(owner.get(list)))
                .containsExactly(
                        "adam@acme.example",
                        "bert@acme.example",
                        "carl@acme.example",
                        "dora@acme.example",
                        "emil@acme.example",
                        "olga@acme.example",
                        "zoe@acme.example");
    }

    @Test
    void findsAPartOfANameWithoutRegardToCaseAndAccents() {
        assertThat(search("ZOE mull")).containsExactly("zoe@acme.example");
        assertThat(search("dorn")).containsExactly("dora@acme.example", "emil@acme.example");
    }

    @Test
    void findsAPartOfAnAddressADepartmentAndATitle() {
        assertThat(search("carl@ac")).containsExactly("carl@acme.example");
        assertThat(search("sales agent")).containsExactly("adam@acme.example");
    }

    @Test
    void findsPartsTooShortForTheIndexOfTrigrams() {
        assertThat(search("rn")).containsExactly("dora@acme.example", "emil@acme.example");
        assertThat(search("rn me")).containsExactly("dora@acme.example", "emil@acme.example");
        assertThat(search("qx")).isEmpty();
    }

    @Test
    void findsAPhoneNumberHoweverItIsWritten() {
        assertThat(search("+43123456")).containsExactly("zoe@acme.example");
        assertThat(search("+43-1 (234)")).containsExactly("zoe@acme.example");
        assertThat(search("0664/12")).containsExactly("carl@acme.example");
    }

    @Test
    void takesPercentAndUnderscoreInASearchAsTheyAre() {
        assertThat(search("0%")).containsExactly("zoe@acme.example");
        assertThat(search("t_1")).containsExactly("bert@acme.example");
        assertThat(search("a%a")).isEmpty();
        assertThat(search("\\")).isEmpty();
    }

    @Test
    void tellsHowManyUsersThereAreInEachState() {
        JsonNode states = owner.get(list + "/states").json().at("/items");
        assertThat(states).isNotEmpty();
        for (JsonNode state : states) {
            assertThat(state.at("/count"))
                    .isEqualTo(
                            owner.get(list + "/count?state=" + state.at("/state").asString())
                                    .json()
                                    .at("/count"));
        }
    }

    @Test
    void refusesASearchOfMoreThan200Characters() {
        assertThat(owner.get(list + "?search=" + "a".repeat(200)).status()).isEqualTo(200);
        Browser.Answer answer = owner.get(list + "?search=" + "a".repeat(201));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("errors/0/field")).isEqualTo("search");
    }

    @Test
    void pagesForwardsAndBackwardsInEveryOrder() {
        for (String column :
                List.of(
                        "account",
                        "displayName",
                        "type",
                        "state",
                        "signInMethod",
                        "department",
                        "title",
                        "phone",
                        "unit",
                        "lastSignInAt",
                        "createdAt")) {
            List<String> up = walk(column);
            List<String> down = walk("-" + column);
            assertThat(up).as(column).hasSize(7).doesNotHaveDuplicates();
            assertThat(down).as("-" + column).containsExactlyElementsOf(up.reversed());
        }
    }

    @Test
    void sortsByTheDigitsOfThePhone() {
        assertThat(walk("phone").subList(5, 7))
                .containsExactly("zoe@acme.example", "carl@acme.example");
    }

    @Test
    void showsAndFindsWhoIsLocked() {
        Browser stranger = world.browser();
        for (int failures = 0; failures < 10; failures++) {
            stranger.signIn("emil@acme.example", "a wrong long passphrase");
        }
        Browser.Answer locked = owner.get(list + "?locked=true");
        assertThat(accounts(locked)).containsExactly("emil@acme.example");
        assertThat(locked.text("items/0/lockedUntil")).isNotEmpty();
        assertThat(owner.get(list + "/count?locked=true").json().at("/count").asLong()).isOne();
        assertThat(owner.get(list + "?search=dora").json().at("/items/0/lockedUntil").isNull())
                .isTrue();
    }

    @Test
    void refusesACursorOfAnotherOrder() {
        String cursor = owner.get(list + "?limit=2").text("next");
        assertThat(owner.get(list + "?limit=2&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(owner.get(list + "?limit=2&sort=-account&cursor=" + cursor).status())
                .isEqualTo(422);
        assertThat(owner.get(list + "?cursor=nonsense").status()).isEqualTo(422);
    }

    @Test
    void refusesAnUnknownOrderAPageTooLargeAndAStateThatDoesNotExist() {
        assertThat(owner.get(list + "?sort=shoeSize").text("errors/0/field")).isEqualTo("sort");
        assertThat(owner.get(list + "?limit=501").text("errors/0/field")).isEqualTo("limit");
        assertThat(owner.get(list + "?state=HAPPY").text("errors/0/field")).startsWith("state");
    }

    @Test
    void filtersByStateTypeAndSignIn() {
        assertThat(accounts(owner.get(list + "?state=DISABLED&state=INVITED"))).isEmpty();
        assertThat(accounts(owner.get(list + "?state=ACTIVE&state=DISABLED"))).hasSize(7);
        assertThat(accounts(owner.get(list + "?signInMethod=OIDC"))).isEmpty();
        assertThat(accounts(owner.get(list + "?type=OWNER"))).containsExactly("olga@acme.example");
        assertThat(accounts(owner.get(list + "?type=USER")))
                .hasSize(6)
                .doesNotContain("olga@acme.example");
        assertThat(accounts(owner.get(list + "?type=OWNER&type=USER"))).hasSize(7);
        assertThat(accounts(owner.get(list + "?type=ADMINISTRATOR"))).isEmpty();
        assertThat(accounts(owner.get(list + "?role=" + OWNER)))
                .containsExactly("olga@acme.example");
        assertThat(accounts(owner.get(list + "?createdAfter=2999-01-01T00:00:00Z"))).isEmpty();
        assertThat(accounts(owner.get(list + "?createdBefore=2999-01-01T00:00:00Z"))).hasSize(7);
    }

    @Test
    void tellsWhoNeverSignedInFromWhoDidBeforeATime() {
        TestDatabase.owner()
                .sql(
                        "UPDATE users SET last_sign_in_at = '2020-05-05' WHERE address = 'carl@acme.example'")
                .update();
        assertThat(accounts(owner.get(list + "?neverSignedIn=true&search=acme")))
                .doesNotContain("carl@acme.example")
                .contains("emil@acme.example");
        assertThat(accounts(owner.get(list + "?signedInBefore=2021-01-01T00:00:00Z")))
                .containsExactly("carl@acme.example");
        assertThat(accounts(owner.get(list + "?signedInAfter=2020-01-01T00:00:00Z")))
                .contains("carl@acme.example")
                .doesNotContain("emil@acme.example");
    }

    @Test
    void showsOfEachUserHisAccountNameTypeAndState() {
        Browser.Answer olga = owner.get(list + "?search=olga");
        assertThat(olga.text("items/0/account")).isEqualTo("olga@acme.example");
        assertThat(olga.text("items/0/displayName")).isEqualTo("Olga Example");
        assertThat(olga.text("items/0/type")).isEqualTo("OWNER");
        assertThat(olga.text("items/0/state")).isEqualTo("ACTIVE");

        add("finn@acme.example", "Finn", "Away", "", "", "");
        String finn = owner.get(list + "?search=finn").text("items/0/id");
        owner.post(list + "/" + finn + "/actions/disable", Map.of("allowIncoming", true));
        Browser.Answer disabled = owner.get(list + "?search=finn");
        assertThat(disabled.text("items/0/displayName")).isEqualTo("Finn Away");
        assertThat(disabled.text("items/0/type")).isEqualTo("USER");
        assertThat(disabled.text("items/0/state")).isEqualTo("DISABLED");
        assertThat(disabled.json().at("/items/0/allowIncoming").asBoolean()).isTrue();
        owner.post(list + "/" + finn + "/actions/delete", Map.of());
    }

    @Test
    void takesOnlyASignInWithABrowserForOne() {
        String token =
                owner.post(
                                "/api/v1/me/tokens",
                                Map.of(
                                        "name",
                                        "backup",
                                        "permissions",
                                        List.of("users:read"),
                                        "days",
                                        30,
                                        "password",
                                        World.PASSWORD))
                        .text("text");
        String before = owner.get(list + "?search=olga").text("items/0/lastSignInAt");
        Browser.Answer byToken =
                world.browser()
                        .send(
                                "GET",
                                list + "?search=olga",
                                null,
                                Map.of("Authorization", "Bearer " + token));
        assertThat(byToken.text("items/0/lastSignInAt")).isEqualTo(before);
        assertThat(owner.get(list + "?search=olga").text("items/0/lastSignInAt")).isEqualTo(before);
        world.signedIn("olga@acme.example");
        assertThat(Instant.parse(owner.get(list + "?search=olga").text("items/0/lastSignInAt")))
                .isAfter(Instant.parse(before));
    }

    @Test
    void showsWhenSomebodyLastSignedIn() {
        assertThat(owner.get(list + "?search=olga").text("items/0/lastSignInAt")).isNotEmpty();
        assertThat(owner.get(list + "?search=emil").text("items/0/lastSignInAt")).isEmpty();
    }

    @Test
    void countsWhatTheSameFilterLists() {
        assertThat(owner.get(list + "/count").json().at("/count").asInt()).isEqualTo(7);
        assertThat(owner.get(list + "/count?search=dorn").json().at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void filtersByUnit() {
        UnitId unit = units.builtIn(acme);
        assertThat(accounts(owner.get(list + "?unit=" + unit))).hasSize(7);
        assertThat(accounts(owner.get(list + "?subUnits=true&unit=" + unit))).hasSize(7);
        assertThat(accounts(owner.get(list + "?unit=" + UserId.next()))).isEmpty();
    }

    @Test
    void isClosedToMembersWithoutTheRightAndToStrangers() {
        assertThat(owner.get(list).status()).isEqualTo(200);
        assertThat(world.signedIn("dora@acme.example").get(list).status()).isEqualTo(403);
        assertThat(world.signedIn("stranger@globex.example").get(list).status()).isEqualTo(404);
        assertThat(world.browser().get(list).status()).isEqualTo(401);
    }

    private static final String OWNER = io.muster.roles.SystemRole.OWNER.id().toString();

    private List<String> walk(String sort) {
        List<String> forwards = new ArrayList<>();
        Browser.Answer page = owner.get(list + "?limit=2&sort=" + sort);
        List<String> last = accounts(page);
        forwards.addAll(last);
        while (!page.text("next").isEmpty()) {
            Browser.Answer before = page;
            page = owner.get(list + "?limit=2&sort=" + sort + "&cursor=" + page.text("next"));
            assertThat(
                            accounts(
                                    owner.get(
                                            list
                                                    + "?limit=2&sort="
                                                    + sort
                                                    + "&cursor="
                                                    + page.text("previous"))))
                    .isEqualTo(accounts(before));
            forwards.addAll(accounts(page));
        }
        return forwards;
    }

    private List<String> search(String text) {
        return accounts(
                owner.get(list + "?search=" + URLEncoder.encode(text, StandardCharsets.UTF_8)));
    }

    private static List<String> accounts(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        List<String> accounts = new ArrayList<>();
        answer.json().at("/items").forEach(item -> accounts.add(item.at("/account").asString()));
        return accounts;
    }

    private void add(
            String address,
            String first,
            String last,
            String department,
            String title,
            String phone) {
        Browser.Answer answer =
                owner.post(
                        list,
                        Map.of(
                                "address",
                                EmailAddress.valueOf(address).toString(),
                                "password",
                                World.PASSWORD,
                                "profile",
                                Map.of(
                                        "firstName", first,
                                        "lastName", last,
                                        "department", department,
                                        "title", title,
                                        "officePhone", phone)));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    }
}
