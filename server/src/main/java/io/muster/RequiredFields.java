package io.muster;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of each field whether it is always there. In an answer every field is, with null where there
 * is no value; in what is only ever sent to us a field that may be null may be left out.
 */
@SuppressWarnings("rawtypes") // the library hands out raw schemas
final class RequiredFields {

    private static final String MARK = "x-nullable-";
    private static final String PREFIX = "#/components/schemas/";

    private final Map<String, Schema> schemas;
    private final OpenAPI api;

    RequiredFields(OpenAPI api) {
        this.api = api;
        this.schemas = api.getComponents().getSchemas();
    }

    void decide() {
        Set<String> answered = answered();
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                decide(schema, answered.contains(name));
            }
        });
    }

    private static void decide(Schema<?> schema, boolean answered) {
        Set<String> nullable = new HashSet<>();
        if (schema.getExtensions() != null) {
            schema.getExtensions().keySet().stream()
                    .filter(key -> key.startsWith(MARK))
                    .forEach(key -> nullable.add(key.substring(MARK.length())));
            schema.getExtensions().keySet().removeIf(key -> key.startsWith(MARK));
        }
        List<String> required = new ArrayList<>();
        schema.getProperties()
                .forEach((name, property) -> {
                    if (!nullable.contains(name)) {
                        required.add(name);
                        return;
                    }
                    if (answered) {
                        required.add(name);
                    }
                    allowNull(schema, name, property);
                });
        if (schema.getRequired() == null) {
            schema.setRequired(required);
        }
    }

    private static void allowNull(Schema<?> schema, String name, Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<?> none = new Schema<>();
            none.setTypes(Set.of("null"));
            Schema<?> either = new Schema<>();
            either.setAnyOf(List.of(property, none));
            schema.getProperties().put(name, either);
        } else if (property.getTypes() != null) {
            Set<String> types = new LinkedHashSet<>(property.getTypes());
            types.add("null");
            property.setTypes(types);
        }
    }

    /** The names of all schemas that some answer contains, directly or inside another. */
    private Set<String> answered() {
        Set<String> found = new HashSet<>();
        Deque<Schema<?>> open = new ArrayDeque<>();
        api.getPaths()
                .values()
                .forEach(path ->
                        path.readOperations().forEach(operation -> collect(operation, open)));
        while (!open.isEmpty()) {
            Schema<?> schema = open.pop();
            String reference = schema.get$ref();
            if (reference != null) {
                String name = reference.substring(PREFIX.length());
                if (found.add(name) && schemas.get(name) != null) {
                    open.push(schemas.get(name));
                }
            }
            push(open, schema.getItems());
            if (schema.getAdditionalProperties() instanceof Schema<?> values) {
                push(open, values);
            }
            if (schema.getProperties() != null) {
                schema.getProperties().values().forEach(property -> push(open, property));
            }
            for (List<Schema> parts :
                    List.of(
                            parts(schema.getAnyOf()),
                            parts(schema.getOneOf()),
                            parts(schema.getAllOf()))) {
                parts.forEach(part -> push(open, part));
            }
        }
        return found;
    }

    private static void collect(Operation operation, Deque<Schema<?>> open) {
        operation
                .getResponses()
                .values()
                .forEach(response -> {
                    Content content = response.getContent();
                    if (content != null) {
                        content.values().forEach(media -> push(open, media.getSchema()));
                    }
                });
    }

    private static List<Schema> parts(@Nullable List<Schema> parts) {
        return Objects.requireNonNullElse(parts, List.of());
    }

    private static void push(Deque<Schema<?>> open, @Nullable Schema<?> schema) {
        if (schema != null) {
            open.push(schema);
        }
    }
}
