package io.muster;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.jobs.Jobs;
import io.muster.organizations.Organizations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Muster with one kind of job more, slow enough to be killed in the middle of it. */
final class SlowServer {

    /** How many items the job has. */
    static final int ITEMS = 10_000;

    private SlowServer() {}

    /** Starts the server; the word {@code start} on its input starts the job. */
    static void main(String[] arguments) throws IOException {
        var application = new SpringApplication(MusterApplication.class, SlowWork.class);
        application.addInitializers(new DatabaseStart());
        var context = application.run(arguments);
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("start")) {
                start(
                        context.getBean(Scopes.class),
                        context.getBean(Organizations.class),
                        context.getBean(Jobs.class));
            }
        }
    }

    private static void start(Scopes scopes, Organizations organizations, Jobs jobs) {
        if (organizations.create(scopes.machinery(), "Acme")
                instanceof Organizations.Creation.Created(OrganizationScope acme)) {
            jobs.start(
                    acme,
                    SlowWork.KIND,
                    List.of(),
                    items ->
                            items.add(
                                    LongStream.rangeClosed(1, ITEMS)
                                            .mapToObj(
                                                    n -> new Jobs.Subject(new UUID(0, n), "n" + n))
                                            .toList()));
        }
    }

    /** Notes every item that it handles in a table; some tenths of a second a portion. */
    @TestComponent
    static final class SlowWork implements ItemWork {

        static final String KIND = "testing.slow";

        private final JdbcClient jdbc;

        SlowWork(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Permission needs() {
            return Permission.USERS_EDIT;
        }

        @Override
        public List<Outcome> handle(JobRun run, List<Item> items) {
            jdbc.sql("INSERT INTO handled (number) SELECT unnest(:numbers::bigint[])")
                    .param("numbers", items.stream().map(Item::number).toArray(Long[]::new))
                    .update();
            jdbc.sql("SELECT pg_sleep(0.3)").query().listOfRows();
            return items.stream().map(Outcome::done).toList();
        }
    }
}
