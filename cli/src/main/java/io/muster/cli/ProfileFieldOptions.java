package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Fields of the profile by their names in the API; the server refuses those that it hasn't. */
final class ProfileFieldOptions {

    private static final Set<String> PLACES = Set.of("work", "home");

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description =
                    "A field of the profile as the API calls it: title, department, company, officePhone, notes,"
                            + " timeZone, work.city, ...")
    private Map<String, String> fields = new LinkedHashMap<>();

    /** As the API takes them: work.city is the city in work. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            List<String> path = List.of(field.split("\\.", 2));
            if (path.size() == 2 && PLACES.contains(path.getFirst())) {
                @SuppressWarnings("unchecked") // Only this method puts values there.
                var place =
                        (Map<String, Object>)
                                values.computeIfAbsent(
                                        path.getFirst(), _ -> new LinkedHashMap<String, Object>());
                place.put(path.getLast(), value);
            } else {
                values.put(field, value);
            }
        });
        return values;
    }
}
