package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTests {

    @Test
    void readsTheFormThatPostgresqlDocuments() {
        assertThat(DatabaseAddress.parse("postgresql://ann:s%40%2B+1@db.example:5433/people"))
                .isEqualTo(
                        new DatabaseAddress(
                                "jdbc:postgresql://db.example:5433/people", "ann", "s@++1"));
    }

    @Test
    void takesTheUsualPortAndKeepsParameters() {
        assertThat(DatabaseAddress.parse("postgres://ann:x@[::1]/people?sslmode=require").jdbcUrl())
                .isEqualTo("jdbc:postgresql://[::1]:5432/people?sslmode=require");
    }

    @Test
    void readsAJdbcAddressWithItsLogin() {
        assertThat(
                        DatabaseAddress.parse(
                                "jdbc:postgresql://db/people?user=ann&sslmode=require&password=a%20b"))
                .isEqualTo(
                        new DatabaseAddress(
                                "jdbc:postgresql://db/people?sslmode=require", "ann", "a b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:secret@db/people",
                "postgresql://db/people",
                "postgresql://ann:secret@db",
                "postgresql://ann:sec ret@db/people",
                "jdbc:postgresql://db/people?password=secret",
                "secret"
            })
    void refusesWhatNamesNoDatabaseWithAnOwnerAndRepeatsNoPassword(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("postgresql://owner:password@host:5432/database")
                .hasMessageNotContaining("secret");
    }

    @Test
    void tellsNoPassword() {
        assertThat(DatabaseAddress.parse("postgresql://ann:secret@db/people?sslpassword=secret"))
                .hasToString("jdbc:postgresql://db:5432/people");
    }
}
