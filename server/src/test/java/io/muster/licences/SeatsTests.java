package io.muster.licences;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Jobs;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import io.muster.users.ActivatedUsers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The seats of an organization, and that nobody is activated without one. */
@MusterTest
class SeatsTests {

    @Autowired World world;
    @Autowired Jobs jobs;
    @Autowired Scopes scopes;
    @Autowired ActivatedUsers activated;
    @Autowired List<RecurringWork> works;

    private OrganizationScope acme;
    private String domain;
    private UserId ann;
    private UserId bob;
    private Browser owner;
    private Browser root;
    private String seats;
    private String users;

    @BeforeEach
    void anOrganizationOfThree() {
        String name = UserId.next().toString();
        domain = "@s" + name + ".example";
        acme = world.organization("Seats " + name);
        world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        world.systemAdministrator(world.organization("Home " + name), "root" + domain);
        owner = world.signedIn("olga" + domain);
        root = world.signedIn("root" + domain);
        String base = "/api/v1/organizations/" + acme.organization();
        seats = base + "/seats";
        users = base + "/users/";
    }

    @Test
    void isWithoutLimitUntilWhoeverRunsTheInstanceSetsOne() {
        Browser.Answer at = owner.get(seats);
        assertThat(at.json().at("/licensed").isNull()).isTrue();
        assertThat(at.json().at("/activated").asLong()).isEqualTo(3);
        assertThat(owner.put(seats, Map.of("licensed", 5), tag(at)).status()).isEqualTo(403);
        Browser.Answer refused = root.put(seats, Map.of("licensed", -1), tag(at));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("licensed");

        Browser.Answer set = root.put(seats, Map.of("licensed", 5), tag(at));
        assertThat(set.json().at("/licensed").asInt()).isEqualTo(5);
        assertThat(root.put(seats, Map.of("licensed", 6), tag(at)).status()).isEqualTo(412);
        assertThat(owner.get(seats).json().at("/licensed").asInt()).isEqualTo(5);
        assertThat(
                        owner.get(
                                        "/api/v1/organizations/"
                                                + acme.organization()
                                                + "/audit?action=licences.seats-set")
                                .json()
                                .at("/items/0/after/licensed")
                                .asInt())
                .isEqualTo(5);
        String gone = "/api/v1/organizations/" + new OrganizationId(UserId.next().value());
        assertThat(root.put(gone + "/seats", Map.of("licensed", 6), "\"0\"").status())
                .isEqualTo(404);
    }

    @Test
    void refusesToEnableWithoutAFreeSeatAndFreesOneAtOnceWhenSomebodyIsDisabled() {
        act(bob, "disable", Map.of());
        license(2);
        Browser.Answer refused = act(bob, "enable", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:problem:users:no-seat");
        assertThat(refused.text("detail")).contains("2 of 2 licences in use");
        assertThat(state(bob)).isEqualTo("DISABLED");

        act(ann, "delete", Map.of());
        assertThat(act(bob, "enable", Map.of()).status()).isEqualTo(200);
        assertThat(act(ann, "restore", Map.of()).status()).isEqualTo(409);
        assertThat(state(ann)).isEqualTo("DELETED");
        act(bob, "disable", Map.of());
        assertThat(act(ann, "restore", Map.of()).text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void restoresWithoutASeatWhoWasDisabledBefore() {
        act(bob, "disable", Map.of());
        act(bob, "delete", Map.of());
        license(0);
        assertThat(act(bob, "restore", Map.of()).text("state")).isEqualTo("DISABLED");
    }

    @Test
    void makesUsersDisabledWithTheReasonWhereNoSeatIsFree() {
        license(4);
        assertThat(create("carl").text("state")).isEqualTo("WAITING_FOR_PASSWORD");
        Browser.Answer dora = create("dora");
        assertThat(dora.status()).isEqualTo(201);
        assertThat(dora.text("state")).isEqualTo("DISABLED");
        assertThat(dora.text("stateReason")).isEqualTo("no-seat");
        assertThat(owner.get(users + "count?withoutSeat=true").json().at("/count").asInt())
                .isEqualTo(1);
        Browser.Answer list =
                owner.get(users.substring(0, users.length() - 1) + "?withoutSeat=true");
        assertThat(list.text("items/0/account")).isEqualTo("dora" + domain);
        assertThat(owner.get(seats).json().at("/withoutSeat").asInt()).isEqualTo(1);
        license(5);
        UserId id = UserId.valueOf(dora.text("id"));
        assertThat(state(id)).as("nobody enabled her yet").isEqualTo("DISABLED");
        assertThat(act(id, "enable", Map.of()).text("state")).isEqualTo("WAITING_FOR_PASSWORD");
        assertThat(owner.get(seats).json().at("/withoutSeat").asInt()).isZero();
    }

    @Test
    void saysHowManyMoreAreActivatedThanLicensedAndDisablesNobody() {
        Browser.Answer set = license(1);
        assertThat(set.json().at("/over").asInt()).isEqualTo(2);
        assertThat(state(ann)).isEqualTo("ACTIVE");
        assertThat(owner.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void enablesOfManyAsManyAsThereAreSeatsAndNamesTheOthers() {
        act(ann, "disable", Map.of());
        act(bob, "disable", Map.of());
        license(2);
        Browser.Answer begun =
                owner.post(
                        users + "actions/enable",
                        Map.of("selection", Map.of("ids", List.of(ann.value(), bob.value()))));
        Map<UserId, String> outcomes = outcomes(BegunJob.ended(jobs, acme, begun));
        assertThat(outcomes.values()).containsExactlyInAnyOrder("DONE ", "SKIPPED users.no-seat");
        assertThat(owner.get(seats).json().at("/activated").asInt()).isEqualTo(2);
    }

    @Test
    void takesNoSeatForGuests() {
        license(3);
        OrganizationScope globex = world.organization("Guests " + UserId.next());
        UserId guest = world.user(globex, "guest" + domain);
        world.makeOwner(acme, guest);
        assertThat(owner.get(seats).json().at("/activated").asInt()).isEqualTo(3);
    }

    @Test
    void givesTheLastTenSeatsToTenOfSixtyFourWhoRace() throws Exception {
        List<UserId> people = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            UserId one = world.user(acme, "racer" + i + domain);
            people.add(one);
        }
        people.forEach(one -> act(one, "disable", Map.of()));
        license(13);
        CountDownLatch start = new CountDownLatch(1);
        List<Integer> answers = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> races = new ArrayList<>();
            for (UserId one : people) {
                races.add(() -> {
                    start.await();
                    return act(one, "enable", Map.of()).status();
                });
            }
            List<Future<Integer>> racing = races.stream().map(clients::submit).toList();
            start.countDown();
            for (Future<Integer> one : racing) {
                answers.add(one.get());
            }
        }
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(10);
        assertThat(answers.stream().filter(status -> status == 409)).hasSize(54);
        assertThat(owner.get(seats).json().at("/activated").asInt()).isEqualTo(13);
        assertThat(counted()).isEqualTo(13);
    }

    @Test
    void neverDriftsFromTheStatesOfTheUsers() {
        license(6);
        Random random = new Random(6);
        List<UserId> people = new ArrayList<>(List.of(ann, bob));
        String[] acts = {"enable", "disable", "delete", "restore"};
        RecurringWork adding =
                works.stream()
                        .filter(work -> work.name().equals("users.add-up-activations"))
                        .findFirst()
                        .orElseThrow();
        for (int i = 0; i < 120; i++) {
            UserId one = people.get(random.nextInt(people.size()));
            int what = random.nextInt(6);
            if (what < acts.length) {
                act(one, acts[what], Map.of());
            } else if (what == 4) {
                people.add(UserId.valueOf(create("p" + i).text("id")));
            } else if (people.size() > 3) {
                world.user(world.organization("Other " + UserId.next()), "o" + i + domain);
                act(one, "purge", Map.of("confirmation", owner.get(users + one).text("account")));
                people.remove(one);
            }
            if (i % 40 == 0) {
                adding.run();
            }
            long now = activated.count(acme);
            assertThat(now).as("after act %d", i).isEqualTo(counted()).isLessThanOrEqualTo(6);
        }
    }

    private long counted() {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM users WHERE organization_id = :home AND state NOT IN ('DISABLED', 'DELETED')")
                .param("home", acme.organization().value())
                .query(Long.class)
                .single();
    }

    private Browser.Answer license(int licensed) {
        Browser.Answer set = root.put(seats, Map.of("licensed", licensed), tag(owner.get(seats)));
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
        return set;
    }

    private Browser.Answer create(String local) {
        Map<String, Object> wish = new HashMap<>();
        wish.put("address", local + domain);
        wish.put("profile", Map.of("displayName", local));
        return owner.post(users.substring(0, users.length() - 1), wish);
    }

    private Browser.Answer act(UserId user, String act, Map<String, ?> body) {
        return owner.post(users + user + "/actions/" + act, body);
    }

    private String state(UserId user) {
        return owner.get(users + user).text("state");
    }

    private static String tag(Browser.Answer answer) {
        return answer.header("ETag").orElseThrow();
    }
}
