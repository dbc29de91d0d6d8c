package io.muster.cli;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The ways through the rows of one import, each a job that is waited for. */
final class ImportPasses {

    private final Session session;
    private final String path;

    /**
     * @param path of the import
     */
    ImportPasses(Session session, String path) {
        this.session = session;
        this.path = path;
    }

    /** Goes through all rows to the end, and reads the import then. */
    JsonNode run(String kind) {
        String job = Json.text(session.api().post(path + "/" + kind, Map.of()), "jobId");
        JsonNode ended = new JobWatch(session).end(job);
        String state = Json.text(ended, "state");
        if (state.equals("CANCELLED") || !Json.text(ended, "reason").isEmpty()) {
            throw new Failure(
                    ExitCode.FAULTS,
                    "The %s is %s: muster jobs show %s".formatted(kind, Output.word(state), job));
        }
        return session.api().get(path);
    }

    /** Why rows were not done, or not wholly, with their numbers. */
    JsonNode reasons(Query pass) {
        return session.api().get(path + "/reasons", pass).path("reasons");
    }

    /** Tells people the reasons; JSON has them already. */
    void note(JsonNode reasons) {
        if (session.output().json()) {
            return;
        }
        reasons.forEach(reason ->
                session.output()
                        .note(
                                "%,d %s: %s"
                                        .formatted(
                                                Json.number(reason, "rows"),
                                                Output.word(Json.text(reason, "verdict")),
                                                Output.plain(Json.text(reason, "code")))));
    }
}
