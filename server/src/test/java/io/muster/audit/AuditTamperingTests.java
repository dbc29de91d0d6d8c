package io.muster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.Ids;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever reaches into the database with every right there can't rewrite the log unnoticed. */
@MusterTest
class AuditTamperingTests {

    @Autowired private World world;
    @Autowired private AuditLog log;
    @Autowired private AuditVerification verification;
    @Autowired private Checkpoints checkpoints;
    @Autowired private Scopes scopes;
    @Autowired private AuditSearch search;

    private OrganizationScope acme;
    private JdbcClient owner;

    @BeforeEach
    void aLogWithASignedCheckpoint() {
        acme = world.organization("Acme " + UUID.randomUUID());
        owner = TestDatabase.owner();
        for (int i = 1; i <= 5; i++) {
            write("number " + i);
        }
        checkpoints.write();
        write("after the checkpoint");
    }

    @Test
    void findsAnUntouchedLogWhole() {
        assertThat(verify().valid()).isTrue();
        assertThat(verify().entries()).isEqualTo(7);
        assertThat(verify().lastSigned()).isEqualTo(6);
    }

    @Test
    void findsAnEditedEntry() {
        execute(
                "UPDATE audit_entries SET subject_name = 'somebody else' WHERE sequence = 3 AND organization_id = :o");
        assertThat(verify().faults())
                .contains(new AuditVerification.Fault(3, AuditVerification.Kind.CHANGED));
    }

    @Test
    void findsADeletedEntry() {
        execute("DELETE FROM audit_entries WHERE sequence = 3 AND organization_id = :o");
        assertThat(verify().faults())
                .contains(new AuditVerification.Fault(3, AuditVerification.Kind.GAP));
    }

    @Test
    void findsEntriesThatChangedPlaces() {
        execute(
                "UPDATE audit_entries SET sequence = -3 WHERE sequence = 3 AND organization_id = :o");
        execute(
                "UPDATE audit_entries SET sequence = 3 WHERE sequence = 4 AND organization_id = :o");
        execute(
                "UPDATE audit_entries SET sequence = 4 WHERE sequence = -3 AND organization_id = :o");
        assertThat(verify().valid()).isFalse();
    }

    @Test
    void findsALogThatWasCutOffTogetherWithItsNotedEnd() {
        execute("DELETE FROM audit_entries WHERE sequence > 4 AND organization_id = :o");
        execute(
                """
                UPDATE audit_heads SET sequence = 4,
                    hash = (SELECT hash FROM audit_entries WHERE sequence = 4 AND organization_id = :o)
                WHERE organization_id = :o
                """);
        assertThat(verify().faults())
                .contains(new AuditVerification.Fault(5, AuditVerification.Kind.TRUNCATED));
    }

    @Test
    void findsAChainThatWasComputedAnewFromAnEditOnwards() {
        execute(
                "UPDATE audit_entries SET subject_name = 'somebody else' WHERE sequence = 3 AND organization_id = :o");
        List<AuditSearch.Stored> stored = stored();
        byte[] previous = stored.get(2).previousHash();
        for (AuditSearch.Stored row : stored.subList(2, stored.size())) {
            byte[] hash = row.entry().hash(previous);
            owner.sql(
                            """
                            UPDATE audit_entries SET previous_hash = :previous, hash = :hash
                            WHERE organization_id = :o AND sequence = :sequence
                            """)
                    .param("previous", previous)
                    .param("hash", hash)
                    .param("o", acme.organization().value())
                    .param("sequence", row.entry().sequence())
                    .update();
            previous = hash;
        }
        owner.sql("UPDATE audit_heads SET hash = :hash WHERE organization_id = :o")
                .param("hash", previous)
                .param("o", acme.organization().value())
                .update();
        assertThat(verify().faults())
                .containsExactly(new AuditVerification.Fault(6, AuditVerification.Kind.RECOMPUTED));
    }

    @Test
    void tellsAnAuditorOverTheApiAndRefusesAUser() {
        String address = "olga-" + UUID.randomUUID() + "@example.org";
        world.owner(acme, address);
        String plain = "ulf-" + UUID.randomUUID() + "@example.org";
        world.user(acme, plain);
        String path = "/api/v1/organizations/" + acme.organization() + "/audit";

        Browser owner = world.signedIn(address);
        assertThat(owner.post(path + "/verify", Map.of()).json().at("/valid").asBoolean()).isTrue();
        Browser.Answer page = owner.get(path + "?area=test&limit=2");
        assertThat(page.json().at("/items")).hasSize(2);
        assertThat(page.text("items/0/subjectName")).isEqualTo("after the checkpoint");
        assertThat(page.text("items/0/after/name")).isEqualTo("after the checkpoint");
        Browser.Answer next = owner.get(path + "?area=test&limit=2&cursor=" + page.text("next"));
        assertThat(next.text("items/0/subjectName")).isEqualTo("number 4");
        assertThat(
                        owner.get(path + "?area=test&limit=2&cursor=" + next.text("previous"))
                                .text("items/0/subjectName"))
                .isEqualTo("after the checkpoint");
        assertThat(
                        owner.send("GET", path + "/export", null, Map.of("Accept", "text/csv"))
                                .response()
                                .body())
                .contains("after the checkpoint", "previous hash");

        assertThat(world.signedIn(plain).get(path).status()).isEqualTo(403);
    }

    @Test
    void exportsTheLogOfTheInstanceToItsAdministratorsOnly() {
        String administrator = "ina-" + UUID.randomUUID() + "@example.org";
        world.systemAdministrator(acme, administrator);
        String owner = "otto-" + UUID.randomUUID() + "@example.org";
        world.owner(acme, owner);

        String path = "/api/v1/audit/export";
        Map<String, String> asCsv = Map.of("Accept", "text/csv");
        Browser.Answer file = world.signedIn(administrator).send("GET", path, null, asCsv);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.response().body()).contains("audit.exported", "previous hash");
        assertThat(world.signedIn(owner).send("GET", path, null, asCsv).status()).isEqualTo(403);
    }

    private AuditVerification.Result verify() {
        return scopes.in(acme, () -> verification.verify(acme.organization()));
    }

    private List<AuditSearch.Stored> stored() {
        List<AuditSearch.Stored> rows = new ArrayList<>();
        return scopes.in(
                acme,
                () -> {
                    search.stream(acme.organization(), AuditSearch.Filter.ALL, rows::add);
                    return rows;
                });
    }

    private void write(String name) {
        Change change =
                Change.done(
                        "test.changed",
                        "thing",
                        Ids.next(),
                        name,
                        Map.of("name", "=1+1"),
                        Map.of("name", name));
        scopes.run(acme, () -> log.record(acme, change));
    }

    private void execute(String statement) {
        owner.sql(statement).param("o", acme.organization().value()).update();
    }
}
