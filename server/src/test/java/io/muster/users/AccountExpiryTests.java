package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Accounts that end by themselves on a day. */
@MusterTest
class AccountExpiryTests {

    private final World world;
    private final ExpiryRun run;
    private final Jobs jobs;
    private final ExpiryRepository repository;
    private final Scopes scopes;
    private final OrganizationScope acme;
    private final String organization;
    private final String users;
    private final String ownersAddress = address();
    private final Browser owner;
    private final String anns = address();
    private final UserId ann;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    AccountExpiryTests(
            @Autowired World world,
            @Autowired ExpiryRun run,
            @Autowired Jobs jobs,
            @Autowired ExpiryRepository repository,
            @Autowired Scopes scopes) {
        this.world = world;
        this.run = run;
        this.jobs = jobs;
        this.repository = repository;
        this.scopes = scopes;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        this.organization = "/api/v1/organizations/" + acme.organization();
        this.users = organization + "/users";
        world.owner(acme, ownersAddress);
        this.owner = world.signedIn(ownersAddress);
        this.ann = world.user(acme, anns);
    }

    @Test
    void endOnTheirDayAsIfDisabledByHandAndOnce() {
        Browser hers = world.signedIn(anns);
        Browser.Answer set = expire(owner, ann, today.plusDays(2));
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
        assertThat(set.text("expiresOn")).isEqualTo(today.plusDays(2).toString());
        run.run();
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(200);

        daysPass(ann, 3);
        run.run();
        run.run();

        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        Browser.Answer ended = owner.get(users + "/" + ann);
        assertThat(ended.text("state")).isEqualTo("DISABLED");
        assertThat(ended.text("stateReason")).isEqualTo("expired");
        assertThat(audited(ann)).filteredOn("users.expired"::equals).hasSize(1);
        assertThat(ended.json().at("/allowIncoming").asBoolean()).isFalse();
    }

    @Test
    void stayEndedWithALaterDateUntilSomebodyEnablesThem() {
        expire(owner, ann, today.plusDays(2));
        daysPass(ann, 3);
        run.run();

        expire(owner, ann, today.plusDays(90));
        run.run();
        assertThat(owner.get(users + "/" + ann).text("state")).isEqualTo("DISABLED");

        owner.post(users + "/" + ann + "/actions/enable", Map.of());
        run.run();
        assertThat(owner.get(users + "/" + ann).text("state")).isEqualTo("ACTIVE");
        world.signedIn(anns);
    }

    @Test
    void areWarnedOfOnceThirtySevenAndOneDayBefore() {
        expire(owner, ann, today.plusDays(60));
        run.run();
        assertThat(warnings(world.signedIn(anns))).isEmpty();

        for (int days : new int[] {31, 1, 22, 1, 4}) {
            daysPass(ann, days);
            run.run();
            run.run();
        }
        // 29 days before, 6 and 1.
        assertThat(warnings(world.signedIn(anns))).hasSize(3);
        assertThat(warnings(owner)).hasSize(3);
        assertThat(mailsTo(anns)).hasSize(3);
        assertThat(mailsTo(ownersAddress)).hasSize(3);
    }

    @Test
    void areWarnedOfAtOnceWhereTheDayIsNear() {
        expire(owner, ann, today.plusDays(4));
        run.run();

        assertThat(warnings(world.signedIn(anns))).hasSize(1);
    }

    @Test
    void areWarnedOfAsTheOrganizationSays() {
        String settings = organization + "/expiry-warnings";
        Browser.Answer before = owner.get(settings);
        assertThat(before.json().at("/days").toString()).isEqualTo("[30,7,1]");
        Browser.Answer saved =
                owner.put(
                        settings,
                        Map.of("days", List.of(3, 14), "tellsAdministrators", false),
                        before.header("ETag").orElseThrow());
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
        assertThat(saved.json().at("/days").toString()).isEqualTo("[14,3]");

        expire(owner, ann, today.plusDays(20));
        run.run();
        assertThat(mailsTo(anns)).isEmpty();
        daysPass(ann, 7);
        run.run();
        assertThat(mailsTo(anns)).hasSize(1);
        assertThat(warnings(owner)).isEmpty();
        assertThat(mailsTo(ownersAddress)).isEmpty();

        assertThat(
                        owner.put(
                                        settings,
                                        Map.of("days", List.of(0), "tellsAdministrators", true),
                                        saved.header("ETag").orElseThrow())
                                .text("errors/0/field"))
                .isEqualTo("days");
        assertThat(
                        owner.put(
                                        settings,
                                        Map.of("days", List.of(5), "tellsAdministrators", true),
                                        before.header("ETag").orElseThrow())
                                .status())
                .isEqualTo(412);
    }

    @Test
    void neverEndForTheLastOwner() {
        UserId other = world.owner(acme, address());
        String system = address();
        world.systemAdministrator(world.organization("Far " + UUID.randomUUID()), system);
        assertThat(expire(world.signedIn(system), other, today.plusDays(9)).status())
                .isEqualTo(200);
        TestDatabase.owner()
                .sql(
                        "DELETE FROM role_grants WHERE organization_id = :organization AND user_id = :user")
                .param("organization", acme.organization().value())
                .param("user", ownerId().value())
                .update();
        daysPass(other, 10);
        run.run();

        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT state FROM users WHERE id = :user")
                                .param("user", other.value())
                                .query(String.class)
                                .single())
                .isEqualTo("ACTIVE");
        assertThat(audited(other)).doesNotContain("users.expired");
    }

    @Test
    void areRefusedToTheLastOwnerWithTheReason() {
        String system = address();
        world.systemAdministrator(world.organization("Elsewhere " + UUID.randomUUID()), system);
        Browser root = world.signedIn(system);
        assertThat(expire(root, ownerId(), today.plusDays(9)).text("type"))
                .isEqualTo("urn:problem:users:last-owner");
        assertThat(expire(owner, ownerId(), today.plusDays(9)).text("type"))
                .isEqualTo("urn:problem:users:oneself");
    }

    @Test
    void beginInTheTimeZoneOfTheOrganization() {
        moved("Pacific/Auckland");

        LocalDate day = LocalDate.now(ZoneId.of("Pacific/Auckland")).plusDays(5);
        expire(owner, ann, day);

        assertThat(endsAt(ann))
                .isEqualTo(day.atStartOfDay(ZoneId.of("Pacific/Auckland")).toInstant());
    }

    private void moved(String zone) {
        Browser.Answer before = owner.get(organization);
        Map<String, Object> edited = new HashMap<>();
        for (String name : List.of("name", "description", "language", "taxNumber")) {
            edited.put(name, before.text(name));
        }
        edited.put("timeZone", zone);
        edited.put(
                "billingAddress",
                Map.of("street", "", "city", "", "postalCode", "", "region", "", "country", ""));
        edited.put("mailboxLimitOctets", 0);
        edited.put("tellsOfImpersonation", false);
        Browser.Answer saved = owner.put(organization, edited, before.header("ETag").orElseThrow());
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    }

    @Test
    void moveWithTheTimeZoneOfTheOrganization() {
        LocalDate day = today.plusDays(60);
        expire(owner, ann, day);
        assertThat(endsAt(ann)).isEqualTo(day.atStartOfDay(ZoneOffset.UTC).toInstant());

        moved("Pacific/Auckland");

        Instant there = day.atStartOfDay(ZoneId.of("Pacific/Auckland")).toInstant();
        assertThat(endsAt(ann)).isEqualTo(there);
        assertThat(dueAt(ann)).as("warned of by it").isEqualTo(there.minus(Duration.ofDays(30)));

        daysPass(ann, 1);
        expire(owner, ann, day);
        assertThat(endsAt(ann)).as("the same day, set at another time").isEqualTo(there);
    }

    @Test
    void areLeftAloneUntilThereIsSomethingToDo() {
        expire(owner, ann, today.plusDays(60));
        Instant end = today.plusDays(60).atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(dueAt(ann)).isEqualTo(end.minus(Duration.ofDays(30)));

        String settings = organization + "/expiry-warnings";
        owner.put(
                settings,
                Map.of("days", List.of(40, 5), "tellsAdministrators", false),
                owner.get(settings).header("ETag").orElseThrow());
        assertThat(dueAt(ann)).isEqualTo(end.minus(Duration.ofDays(40)));

        daysPass(ann, 30);
        run.run();
        assertThat(dueAt(ann)).isEqualTo(end.minus(Duration.ofDays(35)));
    }

    @Test
    void endBeforeOthersAreWarned() {
        UserId bob = world.user(acme, address());
        expire(owner, bob, today.plusDays(5));
        expire(owner, ann, today.plusDays(1));
        daysPass(bob, 2);
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE account_expiries SET ends_at = now(), due_at = now() WHERE user_id = :user
                        """)
                .param("user", ann.value())
                .update();

        List<UserId> due =
                scopes.in(scopes.machinery(), () -> repository.due(1_000)).stream()
                        .map(ExpiryRepository.Due::user)
                        .toList();
        assertThat(due).containsSubsequence(ann, bob);
    }

    @Test
    void areToldOfTogetherToThoseInCharge() {
        for (int i = 0; i < 3; i++) {
            expire(owner, world.user(acme, address()), today.plusDays(40));
        }
        expire(owner, ann, today.plusDays(40));
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE account_expiries SET ends_at = ends_at - interval '15 days',
                            due_at = due_at - interval '15 days'
                        WHERE organization_id = :organization
                        """)
                .param("organization", acme.organization().value())
                .update();
        run.run();

        assertThat(mailsTo(anns)).hasSize(1);
        assertThat(mailsTo(ownersAddress))
                .containsExactly("4 accounts end on " + today.plusDays(40));
        assertThat(warnings(owner)).hasSize(1);
        assertThat(warnings(owner).getFirst().at("/facts/users").asInt()).isEqualTo(4);
    }

    @Test
    void areToldOfToThoseWhoCanReadIt() {
        for (int i = 0; i < 20; i++) {
            TestDatabase.owner()
                    .sql("UPDATE users SET state = 'DISABLED' WHERE id = :user")
                    .param(
                            "user",
                            world.holding(acme, SystemRole.ADMINISTRATOR.id(), address()).value())
                    .update();
        }
        String late = address();
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), late);
        expire(owner, ann, today.plusDays(4));
        run.run();

        assertThat(mailsTo(late)).hasSize(1);
    }

    @Test
    void areTakenAwayAgainAndRefusedForDaysThatAreOver() {
        expire(owner, ann, today.plusDays(5));
        assertThat(expire(owner, ann, null).json().at("/expiresOn").isNull()).isTrue();
        daysPass(ann, 9);
        run.run();
        assertThat(state(ann)).isEqualTo("ACTIVE");

        assertThat(expire(owner, ann, today.minusDays(1)).text("errors/0/field"))
                .isEqualTo("expiresOn");
        assertThat(expire(owner, ann, today.plusYears(51)).text("errors/0/field"))
                .isEqualTo("expiresOn");
    }

    @Test
    void areSetByThoseWhoMayDisableUsers() {
        String aud = address();
        world.holding(acme, SystemRole.AUDITOR.id(), aud);
        assertThat(expire(world.signedIn(aud), ann, today.plusDays(5)).status()).isEqualTo(403);
        world.holding(acme, SystemRole.HELP_DESK.id(), "h" + aud);
        UserId admin = world.holding(acme, SystemRole.ADMINISTRATOR.id(), "a" + aud);
        Browser helpDesk = world.signedIn("h" + aud);
        assertThat(expire(helpDesk, admin, today.plusDays(5)).status()).isIn(403, 409);
    }

    @Test
    void areShownFoundAndSetForManyWithUndo() {
        UserId bob = world.user(acme, address());
        expire(owner, bob, today.plusDays(40));
        Map<String, Object> request =
                Map.of(
                        "selection", Map.of("ids", List.of(ann, bob, ownerId())),
                        "expiresOn", today.plusDays(10).toString());

        Job job = BegunJob.ended(jobs, acme, owner.post(users + "/actions/set-expiry", request));
        assertThat(job.done()).isEqualTo(2);
        assertThat(job.skipped()).as("nobody does it to himself").isEqualTo(1);

        JsonNode found =
                owner.get(users + "?expiresBefore=" + today.plusDays(11)).json().at("/items");
        assertThat(found.valueStream().map(row -> row.at("/id").asString()))
                .containsExactlyInAnyOrder(ann.toString(), bob.toString());
        assertThat(found.get(0).at("/expiresOn").asString())
                .isEqualTo(today.plusDays(10).toString());
        assertThat(
                        owner.get(users + "/count?expiresBefore=" + today.plusDays(10))
                                .json()
                                .at("/count")
                                .asInt())
                .isZero();

        String undo = organization + "/jobs/" + job.id() + "/undo";
        assertThat(BegunJob.ended(jobs, acme, owner.post(undo, Map.of("dryRun", true))).done())
                .isEqualTo(2);
        assertThat(BegunJob.ended(jobs, acme, owner.post(undo, Map.of("dryRun", false))).done())
                .isEqualTo(2);
        assertThat(owner.get(users + "/" + ann).json().at("/expiresOn").isNull()).isTrue();
        assertThat(owner.get(users + "/" + bob).text("expiresOn"))
                .isEqualTo(today.plusDays(40).toString());
    }

    private Browser.Answer expire(Browser browser, UserId user, @Nullable LocalDate on) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("expiresOn", on == null ? null : on.toString());
        return browser.post(users + "/" + user + "/actions/set-expiry", body);
    }

    private String state(UserId user) {
        return owner.get(users + "/" + user).text("state");
    }

    private UserId ownerId() {
        return new UserId(
                TestDatabase.owner()
                        .sql("SELECT id FROM users WHERE address = :address")
                        .param("address", ownersAddress)
                        .query(UUID.class)
                        .single());
    }

    /** The end of his account is nearer by so many days. */
    private static void daysPass(UserId user, int days) {
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE account_expiries SET ends_at = ends_at - make_interval(days => :days),
                            due_at = due_at - make_interval(days => :days)
                        WHERE user_id = :user
                        """)
                .param("days", days)
                .param("user", user.value())
                .update();
    }

    private static Instant endsAt(UserId user) {
        return time("ends_at", user);
    }

    private static Instant dueAt(UserId user) {
        return time("due_at", user);
    }

    private static Instant time(String column, UserId user) {
        return TestDatabase.owner()
                .sql("SELECT %s FROM account_expiries WHERE user_id = :user".formatted(column))
                .param("user", user.value())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private static List<JsonNode> warnings(Browser browser) {
        return browser.get("/api/v1/me/notices")
                .json()
                .at("/items")
                .valueStream()
                .filter(notice -> notice.at("/kind").asString().equals("users.expiring"))
                .toList();
    }

    private static List<String> mailsTo(String address) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT subject FROM outbox
                        WHERE recipient = :address AND template IN ('account-expiring', 'user-expiring', 'users-expiring')
                        """)
                .param("address", address)
                .query((row, _) -> String.valueOf(row.getString("subject")))
                .list();
    }

    private static List<String> audited(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT action FROM audit_entries WHERE subject_id = :user")
                .param("user", user.value())
                .query((row, _) -> String.valueOf(row.getString("action")))
                .list();
    }

    private static String address() {
        return "u" + UUID.randomUUID() + "@acme.example";
    }
}
