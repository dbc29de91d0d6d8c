package io.muster.testing;

import io.muster.TestPostgres;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points the server under test at the test run's database server, as the start does outside. */
final class TestDatabaseInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPostgres postgres = TestPostgres.shared();
        context.getBeanFactory().registerSingleton("instanceKey", postgres.key());
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test database", postgres.properties()));
    }
}
