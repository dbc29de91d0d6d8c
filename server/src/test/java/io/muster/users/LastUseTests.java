package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** When users last used any service, and who used none for long. */
@MusterTest
class LastUseTests {

    @Autowired World world;
    @Autowired LastUses uses;
    @Autowired Scopes scopes;
    @Autowired JdbcClient jdbc;

    @Test
    void areWrittenByTwoServersAtOnce() throws Exception {
        OrganizationScope busy = world.organization("Busy");
        List<UserId> all =
                IntStream.range(0, 40)
                        .mapToObj(i -> world.user(busy, "u" + i + "@busy.example"))
                        .toList();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (ExecutorService servers = Executors.newFixedThreadPool(2)) {
            for (int round = 10; round >= 0; round--) {
                Instant then = now.minus(Duration.ofHours(2L * round));
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Void>> runs =
                        servers.invokeAll(
                                List.of(
                                        server(all, then, start),
                                        server(all.reversed(), then, start)));
                for (Future<Void> run : runs) {
                    run.get();
                }
            }
        }
        assertThat(uses.of(busy, all)).hasSize(40).containsValue(now).doesNotContainValue(null);
    }

    private Callable<Void> server(List<UserId> users, Instant at, CyclicBarrier start) {
        return () -> {
            LastUses own = new LastUses(jdbc, scopes);
            users.forEach(user -> own.tell(user, at));
            start.await();
            own.run();
            return null;
        };
    }

    @Test
    void findsWhoUsedNothingForSoManyDays() {
        OrganizationScope idle = world.organization("Idle");
        String users = "/api/v1/organizations/" + idle.organization() + "/users";
        world.owner(idle, "ida@idle.example");
        Browser ida = world.signedIn("ida@idle.example");
        for (String name : List.of("web", "mail", "never", "young")) {
            world.user(idle, name + "@idle.example");
        }
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE last_uses v SET since = now() - interval '200 days' FROM listings l
                        WHERE l.user_id = v.user_id AND l.account LIKE '%@idle.example' AND l.account NOT LIKE 'young%'
                        """)
                .update();
        Instant now = Instant.now();
        uses.tell(userOf("web@idle.example"), now.minus(Duration.ofDays(100)));
        uses.tell(userOf("mail@idle.example"), now.minus(Duration.ofDays(50)));
        uses.tell(userOf("mail@idle.example"), now.minus(Duration.ofDays(100)));
        uses.run();

        assertThat(accounts(ida.get(users + "?idleDays=90")))
                .containsExactlyInAnyOrder("never@idle.example", "web@idle.example");
        assertThat(accounts(ida.get(users + "?idleDays=30"))).contains("mail@idle.example");
        assertThat(accounts(ida.get(users + "?idleDays=150")))
                .containsExactly("never@idle.example");
        assertThat(ida.get(users + "/count?idleDays=90").json().at("/count").asInt()).isEqualTo(2);
        Browser.Answer meant =
                ida.post(
                        users + "/actions/preview",
                        Map.of("selection", Map.of("filter", Map.of("idleDays", 90))));
        assertThat(meant.json().at("/count").asInt()).as(meant.response().body()).isEqualTo(2);
        assertThat(ida.get(users + "?idleDays=0").text("errors/0/field")).isEqualTo("idleDays");
    }

    @Test
    void sortsByLastUseWithWhoNeverUsedAnythingWhereHeWasMade() {
        OrganizationScope used = world.organization("Used");
        String users = "/api/v1/organizations/" + used.organization() + "/users";
        world.owner(used, "uma@used.example");
        Browser uma = world.signedIn("uma@used.example");
        for (String name : List.of("late", "early", "never")) {
            world.user(used, name + "@used.example");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        uses.tell(userOf("late@used.example"), now.minus(Duration.ofHours(30)));
        uses.tell(userOf("early@used.example"), now.minus(Duration.ofDays(30)));
        uses.run();

        Browser.Answer rows = uma.get(users + "?sort=lastUsedAt&limit=3");
        assertThat(accounts(rows)).startsWith("early@used.example", "late@used.example");
        assertThat(Instant.parse(rows.text("items/0/lastUsedAt")))
                .isEqualTo(now.minus(Duration.ofDays(30)));
        assertThat(accounts(uma.get(users + "?sort=-lastUsedAt")))
                .endsWith("late@used.example", "early@used.example");
        assertThat(
                        accounts(
                                uma.get(
                                        users
                                                + "?sort=lastUsedAt&limit=3&cursor="
                                                + rows.text("next"))))
                .hasSize(1);
    }

    @Test
    void countsSignInTokenAndSessionAsUse() {
        OrganizationScope seen = world.organization("Seen");
        UserId sam = world.owner(seen, "sam@seen.example");
        Browser his = world.signedIn("sam@seen.example");
        uses.run();
        assertThat(used(sam)).isAfter(Instant.now().minus(Duration.ofMinutes(5)));

        forget(sam);
        TestDatabase.owner()
                .sql(
                        "UPDATE sessions SET last_seen_at = now() - interval '2 minutes' WHERE user_id = :user")
                .param("user", sam.value())
                .update();
        his.get("/api/v1/me");
        uses.run();
        assertThat(used(sam)).as("by a session").isNotNull();

        String token =
                his.post(
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
        forget(sam);
        world.browser().withToken(token).get("/api/v1/me");
        uses.run();
        assertThat(used(sam)).as("by a token").isNotNull();
    }

    @Test
    void writesAUserOnceAnHourAtMost() {
        OrganizationScope often = world.organization("Often");
        UserId ann = world.user(often, "ann@often.example");
        Instant first = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);
        uses.tell(ann, first);
        uses.run();

        uses.tell(ann, first.plus(Duration.ofMinutes(50)));
        uses.run();
        assertThat(used(ann)).isEqualTo(first);

        uses.tell(ann, first.plus(Duration.ofMinutes(70)));
        uses.run();
        assertThat(used(ann)).isEqualTo(first.plus(Duration.ofMinutes(70)));
    }

    /** Of a list that is long: what would sort or read all of it would show here. */
    @Test
    void readsIdleUsersAndTheirOrderFromTheIndex() {
        OrganizationScope many = world.organization("Many");
        world.owner(many, "mia@many.example");
        fill(many);
        UserFilter idle = idleFor(300);

        String page =
                plan(
                        many,
                        UserListRepository.inOrder(
                                ListHalf.USE.named(),
                                conditions(many, idle),
                                new UserOrder(UserOrder.Column.LAST_USED_AT, false),
                                "",
                                false,
                                51),
                        conditions(many, idle));
        assertThat(page).contains("last_uses_by_time").doesNotContain("Sort").doesNotContain("Seq");

        UserConditions.Found counted = conditions(many, idle).found();
        String count =
                plan(
                        many,
                        "SELECT count(*) FROM " + counted.from() + " " + counted.where(),
                        conditions(many, idle));
        assertThat(count).contains("Index Only Scan using last_uses_by_time");
    }

    private static UserFilter idleFor(int days) {
        return new UserFilter(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, days, null, null, null, null, null);
    }

    private static UserConditions conditions(OrganizationScope scope, UserFilter filter) {
        return new UserConditions(
                scope, filter, new UserConditions.Resolved(null, null, List.of(), "", 0));
    }

    private String plan(OrganizationScope scope, String statement, UserConditions conditions) {
        return scopes.in(
                scope,
                () ->
                        jdbc
                                .sql("EXPLAIN " + statement)
                                .params(conditions.parameters())
                                .query((row, _) -> row.getString(1))
                                .list()
                                .stream()
                                .collect(Collectors.joining("\n")));
    }

    private static void fill(OrganizationScope scope) {
        for (String statement :
                List.of(
                        """
                        INSERT INTO users (id, organization_id, address, display_name, state)
                        SELECT uuidv7(), :organization, 'm' || n || '@many.example', 'Many ' || n, 'ACTIVE'
                        FROM generate_series(1, 20000) AS n
                        """,
                        """
                        INSERT INTO memberships (organization_id, user_id, unit_id, account, name, state)
                        SELECT organization_id, id, (SELECT id FROM units WHERE organization_id = :organization LIMIT 1),
                            address, display_name, state
                        FROM users WHERE organization_id = :organization AND display_name LIKE 'Many %'
                        """,
                        """
                        INSERT INTO listings (organization_id, user_id, account, name, department, title, deleted,
                            sign_in_method, created_at, phone, search)
                        SELECT organization_id, id, address, display_name, '', '', false, sign_in_method, created_at, '', ''
                        FROM users WHERE organization_id = :organization AND display_name LIKE 'Many %'
                        """,
                        """
                        UPDATE last_uses SET used_at = now() - abs(hashtext(user_id::text)) % 31536000 * interval '1 second'
                        WHERE organization_id = :organization
                        """)) {
            TestDatabase.owner()
                    .sql(statement)
                    .param("organization", scope.organization().value())
                    .update();
        }
        TestDatabase.owner().sql("ANALYZE last_uses, memberships, listings").update();
    }

    private static @Nullable Instant used(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT used_at FROM last_uses WHERE user_id = :user AND used_at IS NOT NULL")
                .param("user", user.value())
                .query((row, _) -> row.getTimestamp("used_at").toInstant())
                .optional()
                .orElse(null);
    }

    private static void forget(UserId user) {
        TestDatabase.owner()
                .sql("UPDATE last_uses SET used_at = NULL WHERE user_id = :user")
                .param("user", user.value())
                .update();
    }

    private static UserId userOf(String address) {
        return new UserId(
                TestDatabase.owner()
                        .sql("SELECT id FROM users WHERE address = :address")
                        .param("address", address)
                        .query(UUID.class)
                        .single());
    }

    private static List<String> accounts(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json()
                .at("/items")
                .valueStream()
                .map(row -> row.at("/account"))
                .map(JsonNode::asString)
                .toList();
    }
}
