package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Sign-ins counted by day. */
@MusterTest
class SignInCountTests {

    private final World world;
    private final SignInCounts counts;
    private final OrganizationScope acme;
    private final String maria = People.address();
    private final Browser auditor;
    private final String path;

    SignInCountTests(@Autowired World world, @Autowired SignInCounts counts) {
        this.world = world;
        this.counts = counts;
        this.acme = world.organization(People.organization());
        world.user(acme, maria);
        String address = People.address();
        world.holding(acme, SystemRole.AUDITOR.id(), address);
        this.auditor = world.signedIn(address);
        this.path = "/api/v1/organizations/" + acme.organization() + "/sign-ins";
        forgetAll();
    }

    private void forgetAll() {
        TestDatabase.owner()
                .sql("DELETE FROM sign_in_counts WHERE organization_id = :id")
                .param("id", acme.organization().value())
                .update();
    }

    /** As if so many had signed in at that moment. */
    private void signIns(String at, int count) {
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO sign_in_counts (organization_id, quarter, part, sign_ins)
                        VALUES (:id, :at::timestamptz, 0, :count)
                        """)
                .param("id", acme.organization().value())
                .param("at", at)
                .param("count", count)
                .update();
    }

    private long inAll() {
        return counts.perDay(acme, ZoneOffset.UTC, 31).stream()
                .mapToLong(SignInCounts.SignInDay::signIns)
                .sum();
    }

    @Test
    void areCountedOnTheDayOnWhichTheyWere() {
        world.signedIn(maria);
        world.signedIn(maria);

        Browser.Answer answer = auditor.get(path);
        assertThat(answer.text("timeZone")).isEqualTo("UTC");
        assertThat(answer.json().at("/days")).hasSize(30);
        assertThat(inAll()).isEqualTo(2);
        assertThat(
                        answer.json().at("/days/28/signIns").asLong()
                                + answer.json().at("/days/29/signIns").asLong())
                .isEqualTo(2);
    }

    @Test
    void areCountedOnlyWhenThePasswordWasRight() {
        People.guess(world.browser(), maria, 2);
        assertThat(inAll()).isZero();
    }

    @Test
    void areThoseOfTheDaysOfTheTimeZoneAskedFor() {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(5);
        signIns(day + "T22:45:00Z", 3);
        signIns(day + "T23:15:00Z", 4);

        assertThat(of("UTC", day)).isEqualTo(7);
        assertThat(of("Asia/Kathmandu", day)).isZero();
        assertThat(of("Asia/Kathmandu", day.plusDays(1))).isEqualTo(7);
        assertThat(of("+01:00", day)).isEqualTo(3);
        assertThat(of("+01:00", day.plusDays(1))).isEqualTo(4);
    }

    private long of(String zone, LocalDate day) {
        return counts.perDay(acme, ZoneId.of(zone), 31).stream()
                .filter(one -> one.day().equals(day))
                .mapToLong(SignInCounts.SignInDay::signIns)
                .sum();
    }

    @Test
    void areAllCountedWhenManyComeAtOnce() throws InterruptedException, ExecutionException {
        // Each by a name of his own: a name has few attempts at a time, whatever becomes of them.
        List<String> names = IntStream.range(0, 12).mapToObj(_ -> People.address()).toList();
        names.forEach(name -> world.user(acme, name));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Browser>> people =
                    names.stream()
                            .<Callable<Browser>>map(name -> () -> world.signedIn(name))
                            .toList();
            for (Future<Browser> one : threads.invokeAll(people)) {
                one.get();
            }
        }
        assertThat(inAll()).isEqualTo(12);
    }

    @Test
    void areForgottenAfterAMonth() {
        signIns(LocalDate.now(ZoneOffset.UTC).minusDays(40) + "T12:00:00Z", 5);
        world.signedIn(maria);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT sum(sign_ins) FROM sign_in_counts
                                        WHERE organization_id = :id
                                        """)
                                .param("id", acme.organization().value())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void areAskedForWithALimitAndAZoneThatExists() {
        assertThat(auditor.get(path + "?days=31&timeZone=Europe/Berlin").status()).isEqualTo(200);
        assertThat(auditor.get(path + "?days=32").text("errors/0/field")).isEqualTo("days");
        assertThat(auditor.get(path + "?days=0").status()).isEqualTo(422);
        assertThat(auditor.get(path + "?timeZone=Europe/Atlantis").text("errors/0/field"))
                .isEqualTo("timeZone");
        assertThat(auditor.get(path + "?timeZone=" + "A".repeat(1_000)).status()).isEqualTo(422);
    }

    @Test
    void areShownOnlyToWhoMayReadTheAuditLogOfThatOrganization() {
        world.signedIn(maria);
        OrganizationScope other = world.organization(People.organization());
        String stranger = People.address();
        world.owner(other, stranger);

        assertThat(world.signedIn(maria).get(path).status()).isEqualTo(403);
        assertThat(world.signedIn(stranger).get(path).status()).isEqualTo(404);
        assertThat(counts.perDay(other, ZoneOffset.UTC, 31))
                .extracting(SignInCounts.SignInDay::signIns)
                .containsOnly(0L, 1L);
    }
}
