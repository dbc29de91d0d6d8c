package io.muster.cli;

import io.muster.cli.Api.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The mappings of columns that an organization keeps under names. */
final class ImportMappings {

    private final Session session;

    ImportMappings(Session session) {
        this.session = session;
    }

    List<JsonNode> all() {
        return session.api().get(path()).path("mappings").valueStream().toList();
    }

    /** The one of that name or id. */
    JsonNode named(String name) {
        return all().stream()
                .filter(one ->
                        Json.text(one, "id").equals(name)
                                || Json.text(one, "name").equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.NOT_FOUND,
                                "There is no saved mapping \"%s\". See: muster mappings"
                                        .formatted(name)));
    }

    /** Uses a mapping for an uploaded file, which comes back as it is then. */
    Answer use(JsonNode mapping, String file, Answer uploaded) {
        JsonNode used =
                session.api()
                        .post(
                                file + "/mapping",
                                Map.of("mappingId", Json.text(mapping, "id")),
                                Map.of("If-Match", uploaded.etag()));
        tell("The file lacks these columns of the mapping", used.path("missing"));
        tell("The mapping doesn't know these columns, which are left out", used.path("added"));
        return new Answer(session.api().get(file), tag(used));
    }

    private void tell(String what, JsonNode columns) {
        if (!columns.isEmpty()) {
            List<String> names = new ArrayList<>();
            columns.forEach(name -> names.add(Output.plain(name.asString())));
            session.output().note(what + ": " + String.join(", ", names));
        }
    }

    /**
     * Keeps the mapping of a file under a name, in place of the one that has it.
     *
     * @param yes don't ask before one is replaced
     */
    void save(String name, JsonNode columns, Map<String, ?> options, boolean yes) {
        List<Map<String, @Nullable Object>> kept = new ArrayList<>();
        List<?> fields = (List<?>) options.get("fields");
        for (JsonNode column : columns) {
            Map<String, @Nullable Object> pair = new LinkedHashMap<>();
            pair.put("name", Json.text(column, "name"));
            pair.put("field", fields == null ? null : fields.get(kept.size()));
            kept.add(pair);
        }
        Map<String, Object> request = new LinkedHashMap<>(options);
        request.remove("fields");
        request.remove("temporaryPassword");
        request.put("name", name);
        request.put("columns", kept);
        Optional<JsonNode> before =
                all().stream()
                        .filter(one -> Json.text(one, "name").equalsIgnoreCase(name.strip()))
                        .findFirst();
        if (before.isEmpty()) {
            session.api().post(path(), request);
        } else {
            session.confirm(
                    yes,
                    "Replace the mapping %s that %s saved?"
                            .formatted(
                                    Output.plain(Json.text(before.get(), "name")),
                                    Output.plain(Json.text(before.get(), "savedByName"))));
            replace(before.get(), request);
        }
        session.output().note("The mapping is saved as %s.".formatted(Output.plain(name)));
    }

    void rename(JsonNode mapping, String name) {
        Map<String, Object> request = new LinkedHashMap<>();
        for (String member : List.of("columns", "existing", "createUnits", "newPasswords")) {
            request.put(member, mapping.path(member));
        }
        request.put("name", name);
        replace(mapping, request);
    }

    void delete(JsonNode mapping) {
        session.api().delete(path(mapping), tag(mapping));
    }

    private void replace(JsonNode before, Map<String, ?> request) {
        Answer _ = session.api().put(path(before), request, tag(before));
    }

    private String path() {
        return session.organization() + "/imports/mappings";
    }

    private String path(JsonNode mapping) {
        return path() + "/" + Json.text(mapping, "id");
    }

    private static String tag(JsonNode versioned) {
        return "\"" + Json.number(versioned, "version") + "\"";
    }
}
