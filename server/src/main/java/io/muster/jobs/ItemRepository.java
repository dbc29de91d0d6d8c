package io.muster.jobs;

import io.muster.access.OrganizationScope;
import io.muster.kernel.JobId;
import io.muster.kernel.OrganizationId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that carries the items of jobs from their listing, in portions, to their outcomes. */
@Repository
class ItemRepository {

    /** As many items as are handled in one transaction. */
    static final int PORTION = 500;

    private static final String NEXT =
            """
            SELECT first, numbers, subjects, names, kept FROM job_portions
            WHERE organization_id = :organization AND job_id = :job
            ORDER BY first LIMIT 1
            FOR UPDATE
            """;

    private final JdbcClient jdbc;

    ItemRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Items that are handled together; the transaction that read them has them to itself. */
    record Portion(long first, List<ItemWork.Item> items) {}

    /**
     * Lists items under the numbers 1, 2, ...; returns how many.
     *
     * @param size how many are handled in one transaction
     */
    long add(OrganizationScope scope, JobId job, int size, Consumer<Jobs.Items> lister) {
        var portions = new Portions(scope.organization(), job, size);
        lister.accept(portions);
        portions.write();
        return portions.listed;
    }

    /** Puts listed items into whole portions, however many are told at a time. */
    private final class Portions implements Jobs.Items {

        private final OrganizationId organization;
        private final JobId job;
        private final int size;
        private final List<Jobs.Subject> waiting = new ArrayList<>();
        private long listed;

        Portions(OrganizationId organization, JobId job, int size) {
            this.organization = organization;
            this.job = job;
            this.size = size;
        }

        @Override
        public void add(List<Jobs.Subject> subjects) {
            for (Jobs.Subject subject : subjects) {
                waiting.add(subject);
                if (waiting.size() == size) {
                    write();
                }
            }
        }

        void write() {
            if (waiting.isEmpty()) {
                return;
            }
            jdbc.sql(
                            """
                            INSERT INTO job_portions (job_id, organization_id, first, last, numbers, subjects, names, kept)
                            VALUES (:job, :organization, :before + 1, :before + :size,
                                ARRAY(SELECT generate_series(:before + 1, :before + :size)), :subjects, :names,
                                array_fill(NULL::text, ARRAY[:size::integer]))
                            """)
                    .param("job", job.value())
                    .param("organization", organization.value())
                    .param("before", listed)
                    .param("size", (long) waiting.size())
                    .param("subjects", waiting.stream().map(Jobs.Subject::id).toArray(UUID[]::new))
                    .param("names", waiting.stream().map(Jobs.Subject::name).toArray(String[]::new))
                    .update();
            listed += waiting.size();
            waiting.clear();
        }
    }

    /** The first portion that nobody has in hand. */
    Optional<Portion> next(OrganizationId organization, JobId job) {
        return portion(NEXT + "SKIP LOCKED", organization, job);
    }

    /**
     * The first portion that is left; who has it in hand is waited for, and it comes back only when
     * that failed.
     */
    Optional<Portion> nextHeld(OrganizationId organization, JobId job) {
        return portion(NEXT, organization, job);
    }

    private Optional<Portion> portion(String sql, OrganizationId organization, JobId job) {
        return jdbc.sql(sql)
                .param("organization", organization.value())
                .param("job", job.value())
                .query((row, _) -> portion(row))
                .optional();
    }

    private static Portion portion(ResultSet row) throws SQLException {
        Long[] numbers = (Long[]) elements(row.getArray("numbers"));
        UUID[] subjects = (UUID[]) elements(row.getArray("subjects"));
        String[] names = (String[]) elements(row.getArray("names"));
        @Nullable String[] kept = (@Nullable String[]) elements(row.getArray("kept"));
        List<ItemWork.Item> items = new ArrayList<>(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            items.add(new ItemWork.Item(numbers[i], subjects[i], names[i], kept[i]));
        }
        return new Portion(row.getLong("first"), items);
    }

    private static Object elements(Array array) throws SQLException {
        return array.getArray();
    }

    /** Whether there is a portion beside this one, in somebody's hand or not. */
    boolean anyBeside(OrganizationId organization, JobId job, Portion portion) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM job_portions
                            WHERE organization_id = :organization AND job_id = :job AND first <> :first)
                        """)
                .param("organization", organization.value())
                .param("job", job.value())
                .param("first", portion.first())
                .query(Boolean.class)
                .single();
    }

    /** Writes what became of each item of a portion, which is no more then. */
    void save(
            OrganizationId organization,
            JobId job,
            Portion portion,
            List<ItemWork.Outcome> outcomes) {
        Map<Long, ItemWork.Item> items = new HashMap<>();
        portion.items().forEach(item -> items.put(item.number(), item));
        jdbc.sql(
                        """
                        DELETE FROM job_portions
                        WHERE organization_id = :organization AND job_id = :job AND first = :first
                        """)
                .param("organization", organization.value())
                .param("job", job.value())
                .param("first", portion.first())
                .update();
        jdbc.sql(
                        """
                        INSERT INTO job_items (job_id, organization_id, number, subject_id, subject_name, verdict, reason,
                            message, kept)
                        SELECT :job, :organization, o.number, o.subject, o.name, o.verdict, o.reason, o.message, o.kept::json
                        FROM unnest(:numbers::bigint[], :subjects::uuid[], :names::text[], :verdicts::text[],
                             :reasons::text[], :messages::text[], :kept::text[])
                            AS o (number, subject, name, verdict, reason, message, kept)
                        """)
                .param("organization", organization.value())
                .param("job", job.value())
                .param(
                        "numbers",
                        outcomes.stream().map(ItemWork.Outcome::number).toArray(Long[]::new))
                .param(
                        "subjects",
                        outcomes.stream().map(o -> item(items, o).subject()).toArray(UUID[]::new))
                .param("names", texts(outcomes, o -> item(items, o).name()))
                .param("verdicts", texts(outcomes, o -> o.verdict().name()))
                .param("reasons", texts(outcomes, ItemWork.Outcome::reason))
                .param("messages", texts(outcomes, ItemWork.Outcome::message))
                .param("kept", texts(outcomes, ItemWork.Outcome::kept))
                .update();
    }

    List<Jobs.Failure> failures(OrganizationScope scope, JobId job, int most) {
        return jdbc.sql(
                        """
                        SELECT subject_name, message FROM job_items
                        WHERE organization_id = :organization AND job_id = :job AND verdict = 'FAILED'
                        ORDER BY number LIMIT :most
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("most", most)
                .query((row, _) ->
                        new Jobs.Failure(row.getString("subject_name"), row.getString("message")))
                .list();
    }

    private static ItemWork.Item item(Map<Long, ItemWork.Item> items, ItemWork.Outcome outcome) {
        ItemWork.Item item = items.get(outcome.number());
        if (item == null) {
            throw new IllegalStateException("no item " + outcome.number());
        }
        return item;
    }

    private static @Nullable String[] texts(
            List<ItemWork.Outcome> outcomes, Function<ItemWork.Outcome, @Nullable String> field) {
        return outcomes.stream().map(field).toArray(String[]::new);
    }
}
