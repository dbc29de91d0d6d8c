package io.muster.access;

import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The answers to requests that made something, by the caller and the key that he sent. */
@Repository
class KeptAnswers {

    /** Hours for which an answer is kept. */
    private static final int HOURS = 24;

    /** Answers of one user at a time: keys are for what is made by hand or by a script. */
    private static final int MOST = 10_000;

    private static final int LONGEST = 256 * 1_024;

    private final JdbcClient jdbc;

    KeptAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An answer as it is given again.
     *
     * @param fingerprint SHA-256 of the request: method, address and body
     */
    record Answer(
            byte[] fingerprint,
            int status,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String entityTag,
            byte[] body) {}

    /** What a key stands for. */
    sealed interface Claim {
        /** It is new: the request goes on. */
        record Fresh() implements Claim {}

        record Answered(Answer answer) implements Claim {}

        record Refused(Problem problem) implements Claim {}
    }

    /**
     * Takes the key, in the transaction of the request: who sends it a second time meanwhile waits
     * until the first is answered or taken back.
     */
    Claim claim(UserId user, String key, byte[] fingerprint) {
        sweep(user, key);
        if (count(user) >= MOST) {
            return new Claim.Refused(
                    Problem.of(
                            429,
                            "access:too-many-keys",
                            "Too many keys",
                            "You can use %d idempotency keys a day.".formatted(MOST)));
        }
        if (insert(user, key, fingerprint)) {
            return new Claim.Fresh();
        }
        Answer kept = find(user, key).orElseThrow();
        return Arrays.equals(kept.fingerprint(), fingerprint)
                ? new Claim.Answered(kept)
                : new Claim.Refused(
                        Problem.of(
                                422,
                                "access:idempotency-key-used",
                                "Idempotency key used already",
                                "This key came with another request before. Take a new one."));
    }

    void keep(UserId user, String key, Answer answer) {
        if (answer.body().length > LONGEST) {
            throw new IllegalStateException("an answer that is kept has at most 256 KB");
        }
        jdbc.sql(
                        """
                        UPDATE kept_answers
                        SET status = :status, content_type = :type, location = :location, entity_tag = :tag, body = :body
                        WHERE user_id = :user AND key = :key
                        """)
                .param("user", user.value())
                .param("key", key)
                .param("status", answer.status())
                .param("type", answer.contentType())
                .param("location", answer.location())
                .param("tag", answer.entityTag())
                .param("body", answer.body())
                .update();
    }

    private boolean insert(UserId user, String key, byte[] fingerprint) {
        return jdbc.sql(
                                """
                                INSERT INTO kept_answers (user_id, key, fingerprint) VALUES (:user, :key, :fingerprint)
                                ON CONFLICT (user_id, key) DO NOTHING
                                """)
                        .param("user", user.value())
                        .param("key", key)
                        .param("fingerprint", fingerprint)
                        .update()
                == 1;
    }

    private Optional<Answer> find(UserId user, String key) {
        return jdbc.sql(
                        """
                        SELECT fingerprint, status, content_type, location, entity_tag, body FROM kept_answers
                        WHERE user_id = :user AND key = :key
                        """)
                .param("user", user.value())
                .param("key", key)
                .query((row, _) ->
                        new Answer(
                                row.getBytes("fingerprint"),
                                row.getInt("status"),
                                row.getString("content_type"),
                                row.getString("location"),
                                row.getString("entity_tag"),
                                row.getBytes("body")))
                .optional();
    }

    private int count(UserId user) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM (SELECT 1 FROM kept_answers WHERE user_id = :user LIMIT :most) AS k
                        """)
                .param("user", user.value())
                .param("most", MOST)
                .query(Integer.class)
                .single();
    }

    /** Forgets what is a day old, some at a time; requests that sweep at once don't wait for it. */
    private void sweep(UserId user, String key) {
        jdbc.sql(
                        """
                        DELETE FROM kept_answers WHERE (user_id, key) IN (
                            SELECT user_id, key FROM kept_answers
                            WHERE created_at < now() - make_interval(hours => :hours)
                            ORDER BY user_id = :user AND key = :key DESC
                            LIMIT 100 FOR UPDATE SKIP LOCKED)
                        """)
                .param("hours", HOURS)
                .param("user", user.value())
                .param("key", key)
                .update();
    }
}
