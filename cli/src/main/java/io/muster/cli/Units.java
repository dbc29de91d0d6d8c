package io.muster.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The units of an organization by their paths, as in {@code Sales / Europe}. */
record Units(Map<String, String> paths) {

    private static final String SEPARATOR = " / ";

    static Units of(Session session) {
        JsonNode items = session.api().get(session.organization() + "/units").path("items");
        Map<String, JsonNode> byId = new HashMap<>();
        items.forEach(unit -> byId.put(Json.text(unit, "id"), unit));
        Map<String, String> paths = new HashMap<>();
        items.forEach(unit -> paths.put(Json.text(unit, "id"), path(unit, byId)));
        return new Units(paths);
    }

    /** The units as far as the user may see them: none when he may not. */
    static Units seen(Session session) {
        try {
            return of(session);
        } catch (Failure failure) {
            if (failure.code() == ExitCode.NOT_ALLOWED) {
                return new Units(Map.of());
            }
            throw failure;
        }
    }

    private static String path(JsonNode unit, Map<String, JsonNode> byId) {
        List<String> names = new ArrayList<>();
        // No tree of the server is deeper than 16; a circle would be its fault, not ours to hang
        // on.
        for (JsonNode at = unit; at != null && names.size() < 32; ) {
            names.addFirst(Json.text(at, "name"));
            at = byId.get(Json.text(at, "parentId"));
        }
        return String.join(SEPARATOR, names);
    }

    /** The path of a unit; empty when it isn't known. */
    String path(String id) {
        return paths.getOrDefault(id, "");
    }

    /**
     * The id of the unit that is meant by an id, a path or a name.
     *
     * @throws Failure when there is none, or several have that name
     */
    String id(String wanted) {
        if (Session.isId(wanted)) {
            return wanted;
        }
        String path = wanted.replaceAll("\\s*/\\s*", SEPARATOR).strip().toLowerCase(Locale.ROOT);
        List<Map.Entry<String, String>> found =
                paths.entrySet().stream()
                        .filter(unit -> {
                            String whole = unit.getValue().toLowerCase(Locale.ROOT);
                            return whole.equals(path) || whole.endsWith(SEPARATOR + path);
                        })
                        .sorted(Comparator.comparingInt(unit -> unit.getValue().length()))
                        .toList();
        if (found.isEmpty()) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "There is no unit \"%s\". See: muster units".formatted(wanted));
        }
        if (found.size() > 1
                && !found.getFirst().getValue().toLowerCase(Locale.ROOT).equals(path)) {
            throw Failure.usage(
                    "Several units are called \"%s\": %s. Say the whole path."
                            .formatted(
                                    wanted,
                                    String.join(
                                            "; ",
                                            found.stream()
                                                    .map(unit -> Output.plain(unit.getValue()))
                                                    .toList())));
        }
        return found.getFirst().getKey();
    }
}
