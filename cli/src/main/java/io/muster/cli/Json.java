package io.muster.cli;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static JsonNode read(String text) throws JacksonException {
        return text.isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(text);
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    static ObjectNode object(Map<String, ?> members) {
        return MAPPER.valueToTree(members);
    }

    /** The member as text; empty when it is missing or null. */
    static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }

    static long number(JsonNode node, String member) {
        return node.path(member).asLong(0);
    }

    static boolean truth(JsonNode node, String member) {
        return node.path(member).asBoolean(false);
    }
}
