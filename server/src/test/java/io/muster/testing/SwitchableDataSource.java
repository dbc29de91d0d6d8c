package io.muster.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A pool that can be pointed at another database. While it moves, whoever asks for a connection
 * waits; connections in use are cut.
 */
final class SwitchableDataSource extends AbstractDataSource implements AutoCloseable {

    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final String user;
    private final String password;
    private HikariDataSource pool;

    SwitchableDataSource(String url, String user, String password) {
        this.user = user;
        this.password = password;
        this.pool = pool(url);
    }

    private HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        config.setPoolName("test");
        return new HikariDataSource(config);
    }

    /** Leaves the database of before, lets it be copied or dropped, and turns to the next. */
    void moveTo(String url, Runnable between) {
        gate.writeLock().lock();
        try {
            pool.close();
            between.run();
            pool = pool(url);
        } finally {
            gate.writeLock().unlock();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        gate.readLock().lock();
        try {
            return pool.getConnection();
        } finally {
            gate.readLock().unlock();
        }
    }

    @Override
    public Connection getConnection(String username, String secret) throws SQLException {
        throw new SQLException("the application has one login");
    }

    @Override
    public void close() {
        pool.close();
    }
}
