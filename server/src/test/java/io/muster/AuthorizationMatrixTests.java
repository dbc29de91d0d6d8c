package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of the description, called by everybody, in the own and in a foreign
 * organization. Bodies are sent broken and ids are of nothing, so that whoever is let in changes
 * nothing, and whoever is not is refused before anything else is looked at. A new operation is
 * covered by being described.
 */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationMatrixTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> VERBS = Set.of("get", "post", "put", "delete", "patch");

    @Autowired private World world;
    @Autowired private Environment environment;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Caller, String> sessions = new EnumMap<>(Caller.class);
    private final List<Operation> operations = new ArrayList<>();
    private OrganizationScope own;
    private OrganizationScope foreign;
    private int people;

    private enum Caller {
        ANONYMOUS(null),
        MEMBER(SystemRole.MEMBER),
        HELP_DESK(SystemRole.HELP_DESK),
        AUDITOR(SystemRole.AUDITOR),
        ADMINISTRATOR(SystemRole.ADMINISTRATOR),
        OWNER(SystemRole.OWNER),
        SYSTEM_ADMINISTRATOR(null),
        OWNERS_TOKEN(SystemRole.OWNER, SystemRole.AUDITOR),
        HELP_DESKS_TOKEN(SystemRole.HELP_DESK, SystemRole.AUDITOR),
        SYSTEM_ADMINISTRATORS_TOKEN(null, SystemRole.AUDITOR);

        private final @Nullable SystemRole role;

        /** Of which role's permissions the token was made for; null for a session. */
        private final @Nullable SystemRole limit;

        Caller(@Nullable SystemRole role) {
            this(role, null);
        }

        Caller(@Nullable SystemRole role, @Nullable SystemRole limit) {
            this.role = role;
            this.limit = limit;
        }

        boolean byToken() {
            return limit != null;
        }

        boolean everywhere() {
            return this == SYSTEM_ADMINISTRATOR || this == SYSTEM_ADMINISTRATORS_TOKEN;
        }

        /** A token can do what it was made for, and of that what its user holds. */
        boolean holds(List<Permission> anyOf) {
            return anyOf.stream()
                    .filter(permission -> limit == null || limit.permissions().contains(permission))
                    .anyMatch(permission ->
                            everywhere()
                                    || (role != null && role.permissions().contains(permission)));
        }
    }

    /**
     * @param tokens whether a token may be sent
     * @param needs its declaration: a permission or several with a bar between, {@code signed-in}
     *     or {@code open}; {@code own} where one's own needs none
     */
    private record Operation(
            String verb, String path, String needs, String bodyType, boolean tokens) {

        boolean open() {
            return needs.equals("open");
        }

        boolean ofWhoeverIsSignedIn() {
            return needs.equals("signed-in");
        }

        /** Whether what belongs to the caller himself needs no permission. */
        boolean orOwn() {
            return needs.endsWith("|own");
        }

        List<Permission> permissions() {
            return List.of(needs.split("\\|")).stream()
                    .filter(text -> !text.equals("own"))
                    .map(text -> Permission.parse(text).orElseThrow())
                    .toList();
        }
    }

    /** What was answered: the status and the type of the problem. */
    private record Answer(int status, String type) {

        boolean isRefusal() {
            return (status == 401 && type.equals("urn:problem:access:not-signed-in"))
                    || (status == 403 && (type.isEmpty() || type.endsWith(":not-permitted")));
        }
    }

    @BeforeAll
    void everybodySignsInAndTheDescriptionIsRead() {
        own = world.organization("Own matrix");
        foreign = world.organization("Foreign matrix");
        for (Caller caller : Caller.values()) {
            sessions.put(caller, caller == Caller.ANONYMOUS ? "" : session(caller));
        }
        JsonNode paths = world.browser().get("/api/v1/openapi.json").json().at("/paths");
        paths.properties()
                .forEach(path ->
                        path.getValue().properties().stream()
                                .filter(verb -> VERBS.contains(verb.getKey()))
                                .forEach(verb ->
                                        operations.add(
                                                operation(
                                                        verb.getKey(),
                                                        path.getKey(),
                                                        verb.getValue()))));
    }

    @Test
    void everyOperationLetsInExactlyThoseWhoHoldItsPermission() {
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (Operation operation : operations) {
            for (Caller caller : Caller.values()) {
                for (OrganizationScope place : places(operation)) {
                    cells++;
                    check(operation, caller, place).ifPresent(wrong::add);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(operations.size() * Caller.values().length - 1);
    }

    @Test
    void everyOperationIsDescribedWithWhatItNeeds() {
        assertThat(operations).hasSizeGreaterThan(10);
        assertThat(operations)
                .allMatch(operation ->
                        operation.open()
                                || operation.ofWhoeverIsSignedIn()
                                || !operation.permissions().isEmpty());
    }

    private Optional<String> check(Operation operation, Caller caller, OrganizationScope place) {
        Answer answer = call(operation, caller, place);
        String expected = expectation(operation, caller, place);
        boolean asExpected =
                switch (expected) {
                    case "401" -> answer.status() == 401 && answer.isRefusal();
                    case "403" -> answer.status() == 403 && answer.isRefusal();
                    case "404" ->
                            answer.status() == 404
                                    && answer.type().equals("urn:problem:kernel:not-found");
                    case "signed in" -> answer.status() != 401 && answer.status() < 500;
                    default -> !answer.isRefusal() && answer.status() < 500;
                };
        return asExpected
                ? Optional.empty()
                : Optional.of(
                        "%s %s (%s) as %s in the %s organization: expected %s, was %d %s"
                                .formatted(
                                        operation.verb(),
                                        operation.path(),
                                        operation.needs(),
                                        caller,
                                        place == own ? "own" : "foreign",
                                        expected,
                                        answer.status(),
                                        answer.type()));
    }

    private String expectation(Operation operation, Caller caller, OrganizationScope place) {
        if (operation.open()) {
            return "let in";
        }
        if (caller == Caller.ANONYMOUS) {
            return "401";
        }
        if (caller.byToken() && !operation.tokens()) {
            return "403";
        }
        if (operation.ofWhoeverIsSignedIn()) {
            return "let in";
        }
        boolean ofInstance = operation.permissions().getFirst().ofInstance();
        if (!ofInstance && place == foreign && !caller.everywhere()) {
            return "404";
        }
        if (caller.holds(operation.permissions())) {
            return "let in";
        }
        // Nothing of a random id is his own: refused by the operation, or answered with nothing.
        return operation.orOwn() ? "signed in" : "403";
    }

    private List<OrganizationScope> places(Operation operation) {
        return operation.path().contains("{organizationId}") ? List.of(own, foreign) : List.of(own);
    }

    private Answer call(Operation operation, Caller caller, OrganizationScope place) {
        String path =
                VARIABLE.matcher(operation.path())
                        .replaceAll(variable ->
                                Matcher.quoteReplacement(value(variable.group(1), place)));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .timeout(Duration.ofSeconds(5))
                        .header("X-XSRF-TOKEN", "matrix")
                        .method(operation.verb().toUpperCase(Locale.ROOT), body(operation));
        if (!operation.bodyType().isEmpty()) {
            request.header("Content-Type", operation.bodyType());
        }
        identify(request, operation, caller);
        try {
            HttpResponse<InputStream> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(
                        response.statusCode(), response.statusCode() < 400 ? "" : type(body));
            }
        } catch (HttpTimeoutException _) {
            // A stream of live events says nothing until there is one: it was let in.
            return new Answer(200, "");
        } catch (IOException fault) {
            return new Answer(599, String.valueOf(fault));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void identify(HttpRequest.Builder request, Operation operation, Caller caller) {
        // What ends or changes one's own session or token is tried by somebody made for that one
        // call.
        boolean changesOwn =
                operation.ofWhoeverIsSignedIn()
                        && !operation.verb().equals("get")
                        && operation.bodyType().isEmpty();
        String proof =
                changesOwn && caller != Caller.ANONYMOUS
                        ? session(caller)
                        : sessions.getOrDefault(caller, "");
        if (caller.byToken()) {
            request.header("Authorization", "Bearer " + proof);
        } else {
            request.header(
                    "Cookie",
                    "XSRF-TOKEN=matrix" + (proof.isEmpty() ? "" : "; muster_session=" + proof));
        }
    }

    private String session(Caller caller) {
        String address = "matrix" + ++people + "@matrix.example";
        SystemRole role = caller.role;
        if (caller.everywhere()) {
            world.systemAdministrator(own, address);
        } else if (role == null || role == SystemRole.MEMBER) {
            world.user(own, address);
        } else {
            world.holding(own, role.id(), address);
        }
        Browser browser = world.signedIn(address);
        SystemRole limit = caller.limit;
        return limit == null ? browser.cookie("muster_session") : token(browser, limit);
    }

    /** A token for those of the role's permissions that its maker holds. */
    private static String token(Browser maker, SystemRole limit) {
        List<String> wanted = limit.permissions().stream().map(Permission::text).toList();
        Browser.Answer made = make(maker, wanted);
        if (made.status() == 422) {
            String lacking = made.text("errors/0/message");
            made = make(maker, wanted.stream().filter(text -> !lacking.contains(text)).toList());
        }
        assertThat(made.status()).isEqualTo(201);
        return made.text("text");
    }

    private static Browser.Answer make(Browser maker, List<String> permissions) {
        return maker.post(
                "/api/v1/me/tokens",
                Map.of(
                        "name",
                        "Matrix",
                        "permissions",
                        permissions,
                        "days",
                        1,
                        "password",
                        World.PASSWORD));
    }

    private static String value(String variable, OrganizationScope place) {
        return variable.equals("organizationId")
                ? place.organization().toString()
                : UUID.randomUUID().toString();
    }

    /** A body that no operation can read, so that nothing is done by whoever is let in. */
    private static HttpRequest.BodyPublisher body(Operation operation) {
        if (operation.bodyType().isEmpty()) {
            return HttpRequest.BodyPublishers.noBody();
        }
        return HttpRequest.BodyPublishers.ofString(
                operation.bodyType().startsWith("multipart/") ? "--x--\r\n" : "[");
    }

    private static Operation operation(String verb, String path, JsonNode described) {
        JsonNode content = described.at("/requestBody/content");
        String type =
                content.propertyNames().stream()
                        .findFirst()
                        .map(name -> name.equals("*/*") ? "application/json" : name)
                        .map(name -> name.startsWith("multipart/") ? name + "; boundary=x" : name)
                        .orElse("");
        boolean tokens = described.at("/security").valueStream().anyMatch(way -> way.has("token"));
        return new Operation(verb, path, described.at("/x-permission").asString(), type, tokens);
    }

    private static String type(InputStream body) throws IOException {
        String text = new String(body.readNBytes(20_000), StandardCharsets.UTF_8);
        return text.startsWith("{") ? JSON.readTree(text).at("/type").asString("") : "";
    }

    private String base() {
        return "http://localhost:" + environment.getRequiredProperty("local.server.port");
    }
}
