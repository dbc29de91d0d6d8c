package io.muster.testing;

import io.muster.TestPostgres;
import io.muster.mailengine.EmbeddedMail;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** The database of the test class that runs now. */
public final class TestDatabase implements BeforeAllCallback {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static String current = TestPostgres.TEMPLATE;

    /**
     * The database as its owner, whom row-level security doesn't bind: to arrange what no user
     * could, and to look behind the second wall.
     */
    public static JdbcClient owner() {
        return JdbcClient.create(source());
    }

    /** A connection as its owner, for a transaction that stays open while the product works. */
    public static Connection connection() throws SQLException {
        return source().getConnection();
    }

    /** Acts as its owner in one transaction, at whose end the rows are free that it locked. */
    public static void asOwnerAtOnce(Consumer<JdbcClient> acts) {
        DataSource source = source();
        new TransactionTemplate(new JdbcTransactionManager(source))
                .executeWithoutResult(_ -> acts.accept(JdbcClient.create(source)));
    }

    private static DataSource source() {
        return new DriverManagerDataSource(TestPostgres.shared().url(current), "muster", "test");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isMemberClass()
                && context.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            // A nested class goes on with the database of the class around it.
            return;
        }
        // No mail leaves for a class that didn't ask for it.
        SpringExtension.getApplicationContext(context).getBean(EmbeddedMail.class).stop();
        // Starts the server at its first use, which migrates the template.
        var source =
                SpringExtension.getApplicationContext(context).getBean(SwitchableDataSource.class);
        TestPostgres postgres = TestPostgres.shared();
        String last = current;
        String next = "test_" + COUNT.incrementAndGet();
        source.moveTo(
                postgres.url(next),
                () -> {
                    if (!last.equals(TestPostgres.TEMPLATE)) {
                        postgres.execute("DROP DATABASE " + last + " WITH (FORCE)");
                    }
                    postgres.execute(
                            "CREATE DATABASE " + next + " TEMPLATE " + TestPostgres.TEMPLATE);
                });
        current = next;
    }
}
