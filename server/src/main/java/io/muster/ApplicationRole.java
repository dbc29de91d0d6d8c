package io.muster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The role the application logs in with. It owns nothing and can't step around row-level security,
 * so a query that forgets its organization finds no foreign row.
 */
final class ApplicationRole {

    /** Migrations name it too. */
    static final String NAME = "muster_app";

    private ApplicationRole() {}

    /**
     * Makes sure that the role exists, has this password and no more rights than it should.
     *
     * @throws StartRefusal when the owner may not do that, or the role could step around row-level
     *     security
     */
    static DatabaseAddress prepare(DatabaseAddress owner, String password) {
        DatabaseAddress application = owner.as(NAME, password);
        if (!canLogIn(application)) {
            write(owner, password);
        }
        check(application);
        return application;
    }

    private static boolean canLogIn(DatabaseAddress address) {
        try (Connection _ = address.connect()) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private static void write(DatabaseAddress owner, String password) {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(roleStatement(connection, password));
        } catch (SQLException failure) {
            throw new StartRefusal(
                    """
                    the owner of the database %s can't log in or make the role %s (%s). Give it CREATEROLE, or \
                    CREATE ROLE %2$s LOGIN PASSWORD '...' NOSUPERUSER NOBYPASSRLS and set \
                    MUSTER_DATABASE_APPLICATION_PASSWORD.\
                    """
                            .formatted(owner, NAME, failure.getMessage()),
                    failure);
        }
    }

    private static String roleStatement(Connection connection, String password)
            throws SQLException {
        // A role's password can't be a parameter: PostgreSQL itself quotes it.
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT format(
                            '%s ROLE %I LOGIN NOCREATEDB NOCREATEROLE PASSWORD %L',
                            CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = ?)
                                 THEN 'ALTER' ELSE 'CREATE' END,
                            ?, ?)
                        """)) {
            statement.setString(1, NAME);
            statement.setString(2, NAME);
            statement.setString(3, password);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void check(DatabaseAddress application) {
        try (Connection connection = application.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT r.rolsuper OR r.rolbypassrls
                                    OR pg_has_role(d.datdba, 'MEMBER')
                                FROM pg_roles r, pg_database d
                                WHERE r.rolname = current_user AND d.datname = current_database()
                                """)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new StartRefusal(
                        "the role %s could step around row-level security: it must be NOSUPERUSER, NOBYPASSRLS and no member of the owner's role."
                                .formatted(NAME));
            }
        } catch (SQLException failure) {
            throw new StartRefusal(
                    "the role %s can't log in to %s: %s."
                            .formatted(NAME, application, failure.getMessage()),
                    failure);
        }
    }
}
