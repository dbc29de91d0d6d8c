package io.muster.testing;

import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.boot.test.context.TestComponent;
import tools.jackson.databind.json.JsonMapper;

/**
 * A kind of job that does what a test says: the mechanism of jobs is tried out with it. Its jobs
 * name the script to follow.
 */
@TestComponent
public class Rehearsal implements ItemWork {

    /** The kind of its jobs. */
    public static final String KIND = "testing.rehearsal";

    private final JsonMapper json;
    private final Map<String, Function<List<Item>, List<Outcome>>> scripts =
            new ConcurrentHashMap<>();

    Rehearsal(JsonMapper json) {
        this.json = json;
    }

    /** What jobs started with {@code Script[name]} do. */
    public Script script(String name, Function<List<Item>, List<Outcome>> work) {
        scripts.put(name, work);
        return new Script(name);
    }

    /** The parameters of its jobs. */
    public record Script(String name) {}

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
        String name = json.readValue(run.parameters(), Script.class).name();
        Function<List<Item>, List<Outcome>> work = scripts.get(name);
        if (work == null) {
            throw new IllegalStateException("no script " + name);
        }
        return work.apply(items);
    }
}
