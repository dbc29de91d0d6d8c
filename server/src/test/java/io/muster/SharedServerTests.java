package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

@MusterTest
class SharedServerTests {

    @Test
    void answersThatItIsHealthyAndNothingElse(@LocalServerPort int port) {
        String answer =
                RestClient.create("http://127.0.0.1:" + port)
                        .get()
                        .uri("/actuator/health")
                        .retrieve()
                        .body(String.class);
        assertThat(answer).contains("\"status\":\"UP\"").doesNotContain("components", "postgres");
    }

    @Test
    void logsInAsARoleThatOwnsNothing(@Autowired JdbcClient jdbc) {
        assertThat(jdbc.sql("SELECT current_user").query(String.class).single())
                .isEqualTo("muster_app");
        assertThat(
                        jdbc.sql(
                                        """
                                        SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user
                                        """)
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void theOwnerLooksAtTheSameDatabase(@Autowired JdbcClient jdbc) {
        String name = "SELECT current_database()";
        assertThat(TestDatabase.owner().sql(name).query(String.class).single())
                .isEqualTo(jdbc.sql(name).query(String.class).single())
                .startsWith("test_");
    }
}
