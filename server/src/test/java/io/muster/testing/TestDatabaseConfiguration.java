package io.muster.testing;

import io.muster.TestPostgres;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The pool that moves from one class's database to the next. */
@TestConfiguration(proxyBeanMethods = false)
class TestDatabaseConfiguration {

    @Bean(destroyMethod = "close")
    SwitchableDataSource dataSource(
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password) {
        return new SwitchableDataSource(
                TestPostgres.shared().url(TestPostgres.TEMPLATE), user, password);
    }
}
