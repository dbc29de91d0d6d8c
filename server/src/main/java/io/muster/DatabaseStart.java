package io.muster;

import io.muster.kernel.InstanceKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Before any bean: takes the data folder, starts the database or finds the external one, and tells
 * Flyway and the pool how to reach it. The database stops after the context has closed, so the last
 * beans can still write.
 */
final class DatabaseStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String config = environment.getProperty("MUSTER_CONFIG");
        if (config != null && !Files.isReadable(Path.of(config))) {
            throw new StartRefusal(
                    "the file %s that MUSTER_CONFIG names can't be read.".formatted(config));
        }
        MusterSettings settings =
                Binder.get(environment).bindOrCreate("muster", MusterSettings.class);
        DataFolder folder = DataFolder.open(settings.data());
        InstanceKey key = folder.instanceKey(settings.instanceKeyFile());
        context.getBeanFactory().registerSingleton("instanceKey", key);
        DatabaseAddress owner = owner(settings.database().url(), folder);
        String chosen = settings.database().applicationPassword();
        DatabaseAddress application =
                ApplicationRole.prepare(owner, chosen == null ? password(key) : chosen);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("database", properties(owner, application)));
    }

    private static DatabaseAddress owner(@Nullable String url, DataFolder folder) {
        if (url != null && !url.isBlank()) {
            SpringApplication.getShutdownHandlers().add(folder::close);
            return DatabaseAddress.parse(url);
        }
        DatabaseServer server = DatabaseServer.start(folder);
        SpringApplication.getShutdownHandlers()
                .add(() -> {
                    server.close();
                    folder.close();
                });
        return server.owner();
    }

    static String password(InstanceKey key) {
        return HexFormat.of().formatHex(key.derive("database role " + ApplicationRole.NAME));
    }

    static Map<String, Object> properties(DatabaseAddress owner, DatabaseAddress application) {
        var properties = new HashMap<String, Object>();
        properties.put("spring.flyway.url", owner.jdbcUrl());
        properties.put("spring.flyway.user", owner.user());
        properties.put("spring.flyway.password", owner.password());
        properties.put("spring.datasource.url", application.jdbcUrl());
        properties.put("spring.datasource.username", application.user());
        properties.put("spring.datasource.password", application.password());
        return properties;
    }
}
