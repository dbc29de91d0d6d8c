package io.muster.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The users whom a selection means at this moment: how many, and the first of them. */
record UsersMeant(JsonNode preview) {

    static UsersMeant one(String account) {
        return new UsersMeant(Json.object(Map.of("count", 1, "samples", List.of(account))));
    }

    static UsersMeant by(Session session, Map<String, Object> selection) {
        return new UsersMeant(
                session.api()
                        .post(
                                session.organization() + "/users/actions/preview",
                                Map.of("selection", selection)));
    }

    long count() {
        return Json.number(preview, "count");
    }

    /** The accounts of the first, and whether there are more. */
    String samples() {
        JsonNode samples = preview.path("samples");
        String shown =
                samples.valueStream()
                        .map(one -> Output.plain(one.asString()))
                        .collect(Collectors.joining(", "));
        return count() > samples.size() ? shown + ", ..." : shown;
    }

    /** The whole answer of a dry run. */
    void say(Session session, String act) {
        session.output()
                .outcome(
                        preview,
                        count() == 0
                                ? "Nobody is meant."
                                : "%s would be for %,d: %s. Nothing was done."
                                        .formatted(act, count(), samples()));
    }
}
