package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.testing.Browser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Muster and its PostgreSQL killed without warning (kill -9) at random moments of an import, of its
 * undo, of mails to all that match and of an act on them. Afterwards all is as if nothing had
 * happened. How often each is killed say the system properties {@code muster.kills} and {@code
 * muster.database-kills}.
 */
@Timeout(value = 120, unit = TimeUnit.MINUTES)
class CrashTests {

    private static final int KILLS = Integer.getInteger("muster.kills", 4);
    private static final int DATABASE_KILLS = Integer.getInteger("muster.database-kills", 1);
    private static final int PEOPLE = 3_000;
    private static final int LONGEST_DELAY = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Random chance = new Random();
    private final Deque<Victim> victims = new ArrayDeque<>();
    private int killedInAJob;

    /** Kept with its logs when something went wrong: no run is like another. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temporary;

    private enum Victim {
        SERVER,
        DATABASE
    }

    @Test
    void everyJobDoesAllOnceHoweverOftenServerAndDatabaseAreKilled() throws Exception {
        List<Victim> all = new ArrayList<>(Collections.nCopies(KILLS, Victim.SERVER));
        all.addAll(Collections.nCopies(DATABASE_KILLS, Victim.DATABASE));
        Collections.shuffle(all, chance);
        victims.addAll(all);
        try (RunningMuster muster = RunningMuster.in(temporary)) {
            Browser administrator = muster.setUp();
            String organization =
                    "/api/v1/organizations/"
                            + administrator.get("/api/v1/me").text("organizations/0/id");
            for (int round = 1; !victims.isEmpty(); round++) {
                String mistake = "r" + round + "x";
                String wrong = checked(muster.administrator(), organization, mistake);
                disturbed(muster, begun(muster, wrong + "/run"));
                everyRowIsOneWholeUser(muster, mistake);
                begun(muster, wrong + "/undo-check");
                finished(muster.administrator(), wrong, "undoCheck");
                disturbed(muster, begun(muster, wrong + "/undo"));
                nobodyIsLeft(muster, mistake);
                String their = "r" + round + "u";
                String right = checked(muster.administrator(), organization, their);
                disturbed(muster, begun(muster, right + "/run"));
                everyRowIsOneWholeUser(muster, their);
                disturbed(muster, act(muster, organization, "reset-password", their));
                everybodyHasOneMail(muster, their);
                String disabled = act(muster, organization, "disable", their);
                disturbed(muster, disabled);
                everybodyIsDisabledOnce(muster, their);
                disturbed(muster, undone(muster, organization, disabled));
                everybodyIsAsBefore(muster, their);
            }
            System.out.printf(
                    "%d kills of the server, %d of the database, %d in the middle of a job%n",
                    KILLS, DATABASE_KILLS, killedInAJob);
            nothingIsLeftOver(muster);
            assertThat(
                            muster.administrator()
                                    .post(organization + "/audit/verify", Map.of())
                                    .text("valid"))
                    .isEqualTo("true");
        }
    }

    /** Kills whose turn it is while a job runs; then waits for its end. */
    private void disturbed(RunningMuster muster, String job) throws Exception {
        Victim victim = victims.poll();
        if (victim != null) {
            long before = handled(muster, job);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreExceptions()
                    .until(() -> handled(muster, job) > before || ended(muster, job));
            CompletableFuture.runAsync(
                            () -> kill(muster, victim),
                            CompletableFuture.delayedExecutor(
                                    chance.nextInt(LONGEST_DELAY), TimeUnit.MILLISECONDS))
                    .join();
            if (victim == Victim.SERVER) {
                killedInAJob += ended(muster, job) ? 0 : 1;
                muster.startAgain();
            } else {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> muster.administrator().get("/api/v1/me").status() == 200);
                killedInAJob += ended(muster, job) ? 0 : 1;
            }
        }
        String state =
                "SELECT state || ' ' || done || ' ' || skipped || ' ' || failed FROM jobs WHERE id = '%s'"
                        .formatted(job);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(text(muster, state))
                                .as("last killed: " + victim)
                                .isEqualTo("COMPLETED " + PEOPLE + " 0 0"));
        for (String told :
                List.of(
                        "audit_entries WHERE action = 'jobs.ended' AND subject_id = '%s'",
                        "notices WHERE kind = 'jobs.ended' AND facts ->> 'jobId' = '%s'")) {
            assertThat(text(muster, ("SELECT count(*) FROM " + told).formatted(job)))
                    .as(told)
                    .isEqualTo("1");
        }
    }

    private void kill(RunningMuster muster, Victim victim) {
        try {
            switch (victim) {
                case SERVER -> muster.kill();
                case DATABASE -> killDatabase(muster.databaseProcess());
            }
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** The server itself, or one of its sessions or helpers, whose end makes it repair itself. */
    private void killDatabase(ProcessHandle server) {
        List<ProcessHandle> processes = new ArrayList<>(server.children().toList());
        ProcessHandle one =
                processes.isEmpty() || chance.nextBoolean()
                        ? server
                        : processes.get(chance.nextInt(processes.size()));
        one.destroyForcibly();
    }

    /** Uploads a file, says that new users wait for their passwords, and has it checked. */
    private static String checked(Browser browser, String organization, String their) {
        String rows =
                IntStream.rangeClosed(1, PEOPLE)
                        .mapToObj(n ->
                                "%s%d@our.example,User %d,Help desk,from a file\n"
                                        .formatted(their, n, n))
                        .collect(Collectors.joining());
        Browser.Answer made =
                browser.upload(
                        organization + "/imports?fileName=people.csv",
                        ("E-mail,Display name,Roles,Notes\n" + rows)
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String path = organization + "/imports/" + made.text("id");
        List<@Nullable String> fields = new ArrayList<>();
        made.json().at("/columns").forEach(column -> fields.add(column.at("/field").asString()));
        Map<String, Object> options = new HashMap<>();
        options.put("fields", fields);
        options.put("existing", "UPDATE");
        options.put("createUnits", false);
        options.put("newPasswords", "NONE");
        browser.put(path + "/options", options, made.header("ETag").orElseThrow());
        assertThat(browser.post(path + "/check", Map.of()).status()).isEqualTo(202);
        finished(browser, path, "check");
        return path;
    }

    /** Waits for the end of a pass over a file. */
    private static void finished(Browser browser, String path, String pass) {
        await().atMost(PATIENCE)
                .until(() -> browser.get(path).text(pass + "/state").equals("COMPLETED"));
    }

    /** Begins a pass over a file; its job. */
    private static String begun(RunningMuster muster, String pass) {
        Browser.Answer started = muster.administrator().post(pass, Map.of());
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        return started.text("jobId");
    }

    private static String act(RunningMuster muster, String organization, String act, String their) {
        Browser.Answer started =
                muster.administrator()
                        .post(
                                organization + "/users/actions/" + act,
                                Map.of("selection", Map.of("filter", Map.of("search", their))));
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        return started.text("jobId");
    }

    /** Begins to take a job back. */
    private static String undone(RunningMuster muster, String organization, String job) {
        Browser.Answer started =
                muster.administrator()
                        .post(organization + "/jobs/" + job + "/undo", Map.of("dryRun", false));
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        return started.text("jobId");
    }

    private static void everyRowIsOneWholeUser(RunningMuster muster, String their) {
        assertThat(
                        text(
                                muster,
                                """
                                SELECT count(DISTINCT u.id) || ' ' || count(*) FROM users u
                                JOIN memberships m ON m.user_id = u.id
                                JOIN addresses a ON a.owner_id = u.id
                                JOIN sign_in_names n ON n.user_id = u.id
                                JOIN role_grants r ON r.user_id = u.id
                                WHERE u.address LIKE '%s%%' AND u.notes = 'from a file'
                                """
                                        .formatted(their)))
                .as("each with a place, an address, a name to sign in with and a role")
                .isEqualTo(PEOPLE + " " + PEOPLE);
        for (String action : List.of("users.created", "grants.changed")) {
            toldOnce(muster, action, their);
        }
    }

    private static void nobodyIsLeft(RunningMuster muster, String their) {
        for (String left :
                List.of(
                        "users WHERE address",
                        "memberships WHERE account",
                        "addresses WHERE address",
                        "sign_in_names WHERE name")) {
            assertThat(text(muster, "SELECT count(*) FROM %s LIKE '%s%%'".formatted(left, their)))
                    .as(left)
                    .isEqualTo("0");
        }
        assertThat(
                        text(
                                muster,
                                """
                                SELECT count(DISTINCT subject_id) || ' ' || count(*) FROM audit_entries
                                WHERE action = 'users.purged' AND subject_name LIKE '%s%%'
                                """
                                        .formatted(their)))
                .isEqualTo(PEOPLE + " " + PEOPLE);
        assertThat(
                        text(
                                muster,
                                """
                                SELECT count(*) FROM role_grants g
                                WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = g.user_id)
                                """))
                .isEqualTo("0");
    }

    private static void everybodyHasOneMail(RunningMuster muster, String their) {
        assertThat(
                        text(
                                muster,
                                """
                                SELECT count(DISTINCT recipient) || ' ' || count(*) FROM outbox
                                WHERE recipient LIKE '%s%%'
                                """
                                        .formatted(their)))
                .isEqualTo(PEOPLE + " " + PEOPLE);
        toldOnce(muster, "users.password-link-sent", their);
    }

    private static void everybodyIsDisabledOnce(RunningMuster muster, String their) {
        assertThat(
                        text(
                                muster,
                                "SELECT count(*) FROM memberships WHERE account LIKE '%s%%' AND state = 'DISABLED'"
                                        .formatted(their)))
                .isEqualTo(String.valueOf(PEOPLE));
        toldOnce(muster, "users.disabled", their);
    }

    /** Nobody can sign in whose password nobody has set; disabled is nobody any more. */
    private static void everybodyIsAsBefore(RunningMuster muster, String their) {
        assertThat(
                        text(
                                muster,
                                """
                                SELECT string_agg(DISTINCT state, ' ') || ' ' || count(*) FROM memberships
                                WHERE account LIKE '%s%%'
                                """
                                        .formatted(their)))
                .isEqualTo("WAITING_FOR_PASSWORD " + PEOPLE);
        toldOnce(muster, "users.enabled", their);
    }

    private static void toldOnce(RunningMuster muster, String action, String their) {
        assertThat(
                        text(
                                muster,
                                """
                                SELECT count(DISTINCT subject_id) || ' ' || count(*) FROM audit_entries
                                WHERE action = '%s'
                                  AND subject_id IN (SELECT id FROM users WHERE address LIKE '%s%%')
                                """
                                        .formatted(action, their)))
                .as(action)
                .isEqualTo(PEOPLE + " " + PEOPLE);
    }

    private static void nothingIsLeftOver(RunningMuster muster) {
        assertThat(text(muster, "SELECT count(*) FROM scheduled_tasks")).isEqualTo("0");
        assertThat(text(muster, "SELECT count(*) FROM import_claims")).isEqualTo("0");
    }

    private static long handled(RunningMuster muster, String job) {
        return Long.parseLong(
                text(
                        muster,
                        "SELECT done + skipped + failed FROM jobs WHERE id = '%s'".formatted(job)));
    }

    private static boolean ended(RunningMuster muster, String job) {
        return text(muster, "SELECT ended_at IS NOT NULL FROM jobs WHERE id = '%s'".formatted(job))
                .equals("true");
    }

    private static String text(RunningMuster muster, String sql) {
        return muster.ownDatabase()
                .sql(sql)
                .query((row, _) -> String.valueOf(row.getObject(1)))
                .single();
    }
}
