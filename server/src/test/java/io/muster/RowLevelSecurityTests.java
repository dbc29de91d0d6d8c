package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@MusterTest
class RowLevelSecurityTests {

    private static final UUID ACME = new UUID(0, 1);
    private static final UUID GLOBEX = new UUID(0, 2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RowLevelSecurityTests(
            @Autowired JdbcClient jdbc, @Autowired PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @BeforeEach
    void twoOrganizationsWithANote() {
        JdbcClient owner = TestDatabase.owner();
        owner.sql("DROP TABLE IF EXISTS notes").update();
        owner.sql("CREATE TABLE notes (organization_id uuid NOT NULL, text text)").update();
        owner.sql("CALL muster_protect('notes')").update();
        owner.sql("INSERT INTO notes VALUES (:acme, 'of acme'), (:globex, 'of globex')")
                .param("acme", ACME)
                .param("globex", GLOBEX)
                .update();
    }

    @Test
    void showsNoRowWithoutAnOrganization() {
        assertThat(notes("", "")).isEmpty();
    }

    @Test
    void showsTheRowsOfTheOrganizationAtWork() {
        assertThat(notes(ACME.toString(), "")).containsExactly("of acme");
    }

    @Test
    void showsTheRowsOfAllToWorkForTheInstance() {
        assertThat(notes("", "on")).containsExactly("of acme", "of globex");
    }

    @Test
    void refusesARowOfAnotherOrganization() {
        assertThatThrownBy(() ->
                        inScope(
                                ACME.toString(),
                                "",
                                () ->
                                        jdbc.sql("INSERT INTO notes VALUES (:id, 'forged')")
                                                .param("id", GLOBEX)
                                                .update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void changesNoRowOfAnotherOrganization() {
        int changed =
                inScope(
                        ACME.toString(),
                        "",
                        () -> jdbc.sql("UPDATE notes SET text = 'x'").update());
        assertThat(changed).isOne();
        assertThat(notes(GLOBEX.toString(), "")).containsExactly("of globex");
    }

    @Test
    void forgetsTheOrganizationWithTheTransaction() {
        notes(ACME.toString(), "");
        assertThat(jdbc.sql("SELECT text FROM notes").query(String.class).list()).isEmpty();
    }

    @Test
    void theApplicationCanNotLiftIt() {
        assertThatThrownBy(() -> jdbc.sql("ALTER TABLE notes DISABLE ROW LEVEL SECURITY").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("SET ROLE muster").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("TRUNCATE notes").update())
                .isInstanceOf(DataAccessException.class);
    }

    private List<String> notes(String organization, String instance) {
        return inScope(
                organization,
                instance,
                () -> jdbc.sql("SELECT text FROM notes ORDER BY text").query(String.class).list());
    }

    private <T> T inScope(
            String organization, String instance, java.util.function.Supplier<T> work) {
        return transaction.execute(_ -> {
            jdbc.sql(
                            """
                            SELECT set_config('muster.organization', :organization, true),
                                   set_config('muster.instance', :instance, true)
                            """)
                    .param("organization", organization)
                    .param("instance", instance)
                    .query((_, _) -> 1)
                    .single();
            return work.get();
        });
    }
}
