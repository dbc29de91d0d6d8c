package io.muster.imports;

import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A password as Keycloak exports it: hashed, its parts as texts of JSON within the JSON; or in
 * clear, as files for its partial import have it.
 */
sealed interface KeycloakCredential {

    /** What is read of an entry. */
    Set<String> MEMBERS =
            Set.of(
                    "type",
                    "value",
                    "temporary",
                    "secretData",
                    "credentialData",
                    "hashedSaltedValue",
                    "salt",
                    "hashIterations",
                    "algorithm");

    /**
     * @param text the hash in the form in which others write it: a PHC string for Argon2 and
     *     PBKDF2. A scheme that is unknown here keeps its name, so that it can be told
     */
    record Hash(String text) implements KeycloakCredential {}

    /**
     * @param temporary whether it must be changed at the first sign-in
     */
    record Clear(String password, boolean temporary) implements KeycloakCredential {}

    /** A second factor, a passkey: nothing that could be taken over. */
    record Other() implements KeycloakCredential {}

    /** A password whose parts are missing or garbled. */
    record Broken() implements KeycloakCredential {}

    /**
     * Reads an entry of {@code credentials}.
     *
     * @param members those of {@link #MEMBERS} that it has, as texts
     */
    static KeycloakCredential read(JsonMapper json, Map<String, String> members) {
        if (!members.getOrDefault("type", "password").equals("password")) {
            return new Other();
        }
        String clear = members.get("value");
        if (clear != null && !clear.isEmpty() && !members.containsKey("secretData")) {
            return new Clear(clear, Boolean.parseBoolean(members.get("temporary")));
        }
        try {
            if (members.containsKey("secretData")) {
                JsonNode secret = json.readTree(members.get("secretData"));
                JsonNode how = json.readTree(members.getOrDefault("credentialData", "{}"));
                return hash(
                        how, secret.path("value").asString(""), secret.path("salt").asString(""));
            }
            // Before Keycloak 8 the parts stood side by side.
            return hash(
                    json.valueToTree(members),
                    members.getOrDefault("hashedSaltedValue", ""),
                    members.getOrDefault("salt", ""));
        } catch (JacksonException _) {
            return new Broken();
        }
    }

    private static KeycloakCredential hash(JsonNode how, String value, String salt) {
        String algorithm = how.path("algorithm").asString("");
        String iterations = how.path("hashIterations").asString("");
        if (value.isEmpty() || algorithm.isEmpty()) {
            return new Broken();
        }
        return new Hash(
                switch (algorithm) {
                    case "pbkdf2", "pbkdf2-sha256", "pbkdf2-sha512" ->
                            "$%s$i=%s$%s$%s"
                                    .formatted(
                                            algorithm, iterations, unpadded(salt), unpadded(value));
                    case "argon2" -> argon2(how, iterations, unpadded(salt), unpadded(value));
                    // bcrypt and others come by extensions, most of them in their usual form.
                    default -> value.startsWith("$") ? value : "{" + algorithm + "}" + value;
                });
    }

    private static String argon2(JsonNode how, String iterations, String salt, String value) {
        return "$argon2%s$v=%s$m=%s,t=%s,p=%s$%s$%s"
                .formatted(
                        parameter(how, "type", "id"),
                        parameter(how, "version", "1.3").equals("1.0") ? "16" : "19",
                        parameter(how, "memory", ""),
                        iterations,
                        parameter(how, "parallelism", "1"),
                        salt,
                        value);
    }

    private static String parameter(JsonNode how, String name, String otherwise) {
        return how.path("additionalParameters").path(name).path(0).asString(otherwise);
    }

    private static String unpadded(String base64) {
        int end = base64.length();
        while (end > 0 && base64.charAt(end - 1) == '=') {
            end--;
        }
        return base64.substring(0, end);
    }
}
