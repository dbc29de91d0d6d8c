package io.muster.testing;

import io.muster.MusterApplication;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole server over real PostgreSQL. All such classes share one running server;
 * each class has a fresh database, migrated as in production, which the server uses while the class
 * runs. The server logs in as muster_app, so row-level security is real; {@link TestDatabase#owner}
 * stands above it.
 *
 * <p>Add no property, profile or configuration to a single class: it would start a server of its
 * own.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = MusterApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabaseInitializer.class)
@Import({Rehearsal.class, SideBySideRehearsal.class, TestDatabaseConfiguration.class, World.class})
@ExtendWith(TestDatabase.class)
public @interface MusterTest {}
