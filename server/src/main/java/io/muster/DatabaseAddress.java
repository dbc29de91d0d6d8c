package io.muster;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a PostgreSQL database is and who logs in to it. */
record DatabaseAddress(String jdbcUrl, String user, String password) {

    private static final String LOOPBACK = "127.0.0.1";

    static DatabaseAddress onLoopback(int port, String database, String user, String password) {
        return new DatabaseAddress(
                "jdbc:postgresql://%s:%d/%s".formatted(LOOPBACK, port, database), user, password);
    }

    /**
     * Reads {@code postgresql://user:password@host:port/database?parameters} (percent-encoded where
     * needed) or a JDBC address with user and password as parameters.
     *
     * @throws StartRefusal when it is neither; the sentence doesn't repeat the password
     */
    static DatabaseAddress parse(String url) {
        String text = url.strip();
        if (text.startsWith("jdbc:postgresql:")) {
            Optional<String> user = parameter(text, "user");
            if (user.isPresent()) {
                return new DatabaseAddress(text, "", "")
                        .as(user.get(), parameter(text, "password").orElse(""));
            }
        }
        try {
            var uri = new URI(text);
            String scheme = uri.getScheme();
            String account = uri.getRawUserInfo();
            String host = uri.getHost();
            String path = uri.getRawPath();
            if (("postgresql".equals(scheme) || "postgres".equals(scheme))
                    && account != null
                    && host != null
                    && path != null
                    && path.length() > 1) {
                int colon = account.indexOf(':');
                int port = uri.getPort() == -1 ? 5432 : uri.getPort();
                String parameters = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                return new DatabaseAddress(
                        "jdbc:postgresql://" + host + ":" + port + path + parameters,
                        decode(colon < 0 ? account : account.substring(0, colon)),
                        colon < 0 ? "" : decode(account.substring(colon + 1)));
            }
        } catch (URISyntaxException _) {
            // falls through to the one sentence
        }
        throw new StartRefusal(
                "the database address (MUSTER_DATABASE_URL) must look like"
                        + " postgresql://owner:password@host:5432/database.");
    }

    private static Optional<String> parameter(String url, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url);
        return found.find()
                ? Optional.of(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String decode(String text) {
        // In user information a plus is a plus (RFC 3986), unlike in forms.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The same database for another login. */
    DatabaseAddress as(String otherUser, String otherPassword) {
        String url = jdbcUrl.replaceAll("(?<=[?&])(user|password)=[^&]*&?", "");
        return new DatabaseAddress(url.replaceAll("[?&]$", ""), otherUser, otherPassword);
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "muster");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return jdbcUrl.replaceAll("\\?.*", "");
    }
}
