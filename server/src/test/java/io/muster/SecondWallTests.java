package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database alone keeps organizations apart: every table that it knows of is tried with the
 * scope of one organization and the id of another, as a query would whose check in Java was
 * forgotten. A new table is covered by being there.
 */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondWallTests {

    private static final UUID OURS = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final UUID THEIRS = UUID.fromString("01900000-0000-7000-8000-00000000000b");

    /** What belongs to no organization, and why no row of it can be a stranger's. */
    private static final Map<String, String> OF_NO_ORGANIZATION =
            Map.ofEntries(
                    Map.entry(
                            "sign_in_names",
                            "unique in the instance; read before anybody is known"),
                    Map.entry("sign_in_attempts", "counted before anybody is known"),
                    Map.entry("known_devices", "a person's own, in whatever organization he works"),
                    Map.entry("sessions", "a person's own, found by the hash of its token"),
                    Map.entry("api_tokens", "a person's own, found by the hash of its secret"),
                    Map.entry("totp_secrets", "a person's own, sealed"),
                    Map.entry("recovery_codes", "a person's own, hashed"),
                    Map.entry("passkeys", "a person's own, public keys only"),
                    Map.entry("passkey_ceremonies", "lives for one sign-in"),
                    Map.entry("kept_answers", "a person's own, found by the key he sent"),
                    Map.entry("system_administrators", "of the instance"),
                    Map.entry("notice_reads", "a person's own"),
                    Map.entry("notice_marks", "a person's own"),
                    Map.entry("notice_choices", "a person's own"),
                    Map.entry("relay", "of the instance"),
                    Map.entry("mail_signing_keys", "of the instance"),
                    Map.entry("registration_settings", "of the instance"),
                    Map.entry("phone_settings", "of the instance"),
                    Map.entry("registration_codes", "of who has no organization yet"),
                    Map.entry("scheduled_tasks", "names jobs by id, holds nothing of them"),
                    Map.entry("recurring_tasks", "of the instance"),
                    Map.entry("event_publication", "written and read by the event log only"));

    private Connection holding;

    @Autowired private JdbcClient application;
    @Autowired private PlatformTransactionManager transactions;

    private Map<String, List<Column>> tables = Map.of();

    private record Column(String name, String type) {

        /** A value that any column of the type takes, as SQL. */
        String value(UUID organization) {
            if (name.equals("organization_id")) {
                return "'" + organization + "'";
            }
            return switch (type) {
                case "uuid" -> "gen_random_uuid()";
                case "text", "character varying" -> "md5(random()::text)";
                case "smallint" -> "1";
                case "integer", "bigint", "numeric", "double precision", "real" ->
                        "(random() * 1000000)::integer";
                case "boolean" -> "false";
                case "date" -> "current_date";
                case "timestamp with time zone" -> "now()";
                case "bytea" -> "decode(md5(random()::text), 'hex')";
                case "json", "jsonb" -> "'{}'";
                case "ARRAY" -> "'{}'";
                case "interval" -> "'1 day'";
                case "inet" -> "'127.0.0.1'";
                default -> throw new IllegalStateException("no value for the type " + type);
            };
        }
    }

    @BeforeAll
    void oneRowOfTwoOrganizationsInEveryTable() throws SQLException {
        tables = ownedTables();
        String database =
                TestDatabase.owner().sql("SELECT current_database()").query(String.class).single();
        try (Connection connection = TestPostgres.shared().connectAsOwner(database)) {
            var owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            // Only the wall is tried here, so foreign keys, triggers and checks are off.
            owner.sql("SET session_replication_role = replica").update();
            checks(owner).forEach(drop -> owner.sql(drop).update());
            // Work that recurs takes rows of some tables away: it waits for these until the end.
            holding = TestPostgres.shared().connectAsOwner(database);
            holding.setAutoCommit(false);
            var held = JdbcClient.create(new SingleConnectionDataSource(holding, true));
            tables.forEach((table, columns) -> {
                for (UUID organization : List.of(OURS, THEIRS)) {
                    owner.sql(insertion(table, columns, organization)).update();
                }
                held.sql("SELECT FROM " + table + " WHERE organization_id = ANY(:both) FOR UPDATE")
                        .param("both", new UUID[] {OURS, THEIRS})
                        .query()
                        .listOfRows();
            });
        }
    }

    @AfterAll
    void letGo() throws SQLException {
        holding.rollback();
        holding.close();
    }

    @Test
    void everyTableIsBehindTheWallOrSaysWhyNot() {
        List<String> open =
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT c.relname FROM pg_class c
                                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                                  AND c.relname NOT LIKE 'flyway%'
                                  AND NOT (c.relrowsecurity
                                           AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
                                ORDER BY c.relname
                                """)
                        .query((row, _) -> row.getString(1))
                        .list();
        assertThat(open)
                .filteredOn(table -> !unprotectedOnPurpose().contains(table))
                .as(
                        "give the table a column organization_id and CALL muster_protect, or say in OF_NO_ORGANIZATION why not")
                .isSubsetOf(OF_NO_ORGANIZATION.keySet());
    }

    @Test
    void noTableWithAnOrganizationIsOutsideTheWall() {
        assertThat(tables.keySet()).hasSizeGreaterThan(10);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT c.relname FROM pg_class c
                                        WHERE c.relname = ANY(:tables) AND c.relkind IN ('r', 'p')
                                          AND NOT (c.relrowsecurity
                                                   AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
                                        """)
                                .param("tables", tables.keySet().toArray(String[]::new))
                                .query(String.class)
                                .list())
                .as("CALL muster_protect in the migration of these tables")
                .isEqualTo(unprotectedOnPurpose());
    }

    @Test
    void noRowOfAnotherOrganizationCanBeRead() {
        tables.forEach((table, _) -> {
            if (walled(table)) {
                assertThat(count(table, OURS)).as("own row of %s", table).contains(1L);
                assertThat(count(table, THEIRS).orElse(0L))
                        .as("foreign rows of %s", table)
                        .isZero();
            }
        });
    }

    @Test
    void noRowOfAnotherOrganizationCanBeChangedOrDeleted() {
        tables.forEach((table, _) -> {
            if (walled(table)) {
                assertThat(
                                attempt(
                                        "UPDATE "
                                                + table
                                                + " SET organization_id = organization_id WHERE organization_id = '"
                                                + THEIRS
                                                + "'"))
                        .as("changed in %s", table)
                        .isIn("0 rows", "permission denied");
                assertThat(
                                attempt(
                                        "DELETE FROM "
                                                + table
                                                + " WHERE organization_id = '"
                                                + THEIRS
                                                + "'"))
                        .as("deleted in %s", table)
                        .isIn("0 rows", "permission denied");
            }
        });
    }

    @Test
    void noRowCanBeAddedOrGivenToAnotherOrganization() {
        tables.forEach((table, columns) -> {
            if (walled(table)) {
                assertThat(attempt(insertion(table, columns, THEIRS)))
                        .as("added to %s", table)
                        .isIn("row-level security", "permission denied");
                assertThat(
                                attempt(
                                        "UPDATE "
                                                + table
                                                + " SET organization_id = '"
                                                + THEIRS
                                                + "' WHERE organization_id = '"
                                                + OURS
                                                + "'"))
                        .as("given away from %s", table)
                        .isIn("row-level security", "permission denied");
            }
        });
    }

    private static boolean walled(String table) {
        return !unprotectedOnPurpose().contains(table);
    }

    /**
     * Addresses are unique over the whole instance, so that whoever reserves one has to meet those
     * of others; the table says nothing but that an address is taken.
     */
    private static List<String> unprotectedOnPurpose() {
        return List.of("addresses");
    }

    private Optional<Long> count(String table, UUID organization) {
        try {
            return Optional.of(
                    inOurScope(() ->
                            application
                                    .sql(
                                            "SELECT count(*) FROM "
                                                    + table
                                                    + " WHERE organization_id = :id")
                                    .param("id", organization)
                                    .query(Long.class)
                                    .single()));
        } catch (DataAccessException refused) {
            return Optional.empty();
        }
    }

    /** What came of a statement in our scope; nothing of it stays. */
    private String attempt(String sql) {
        try {
            return inOurScope(() -> application.sql(sql).update()) + " rows";
        } catch (DataAccessException refused) {
            String message = String.valueOf(refused.getMostSpecificCause().getMessage());
            return message.contains("row-level security")
                    ? "row-level security"
                    : message.contains("permission denied") ? "permission denied" : message;
        }
    }

    private <T> T inOurScope(Supplier<T> work) {
        T result =
                new TransactionTemplate(transactions)
                        .execute(status -> {
                            application
                                    .sql(
                                            """
                                            SELECT set_config('muster.organization', :organization, true),
                                                   set_config('muster.instance', 'off', true)
                                            """)
                                    .param("organization", OURS.toString())
                                    .query()
                                    .singleRow();
                            status.setRollbackOnly();
                            return work.get();
                        });
        return Objects.requireNonNull(result);
    }

    private static String insertion(String table, List<Column> columns, UUID organization) {
        return "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                        table,
                        columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                        columns.stream()
                                .map(column -> column.value(organization))
                                .collect(Collectors.joining(", ")));
    }

    private static Map<String, List<Column>> ownedTables() {
        Map<String, List<Column>> tables = new TreeMap<>();
        TestDatabase.owner()
                .sql(
                        """
                        SELECT c.table_name, c.column_name, c.data_type
                        FROM information_schema.columns c
                        JOIN information_schema.tables t
                            ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                        WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
                          AND c.is_generated = 'NEVER' AND c.is_identity = 'NO'
                          AND EXISTS (SELECT 1 FROM information_schema.columns o
                                      WHERE o.table_schema = c.table_schema AND o.table_name = c.table_name
                                        AND o.column_name = 'organization_id')
                        ORDER BY c.table_name, c.ordinal_position
                        """)
                .query(row -> {
                    tables.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new Column(row.getString(2), row.getString(3)));
                });
        return tables;
    }

    private static List<String> checks(JdbcClient owner) {
        return owner.sql(
                        """
                        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname)
                        FROM pg_constraint k
                        WHERE k.contype = 'c' AND k.connamespace = 'public'::regnamespace AND k.conrelid <> 0
                        """)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
