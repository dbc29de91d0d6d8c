package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Needs;
import io.muster.access.OpenToAll;
import io.muster.access.SignedIn;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The API is what its description says, and the description is what is committed. */
@MusterTest
class ApiConformanceTests {

    private static final Path COMMITTED = Path.of("../docs/api/openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Autowired private World world;

    @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void theCommittedDescriptionIsTheServersOwn() throws IOException {
        String served = JSON.writeValueAsString(sorted(description())).replace("\r\n", "\n") + "\n";
        if (Boolean.getBoolean("muster.api.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, served);
        }
        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("docs/api/openapi.json is not what the server says. Run: make api")
                .isEqualTo(served);
    }

    @Test
    void theDescriptionIsTheSameForWhoeverAsksNext() {
        assertThat(description()).isEqualTo(description());
    }

    @Test
    void everyOperationDeclaresWhatItNeeds() {
        assertThat(
                        operations()
                                .filter(method ->
                                        !method.hasMethodAnnotation(Needs.class)
                                                && !method.hasMethodAnnotation(SignedIn.class)
                                                && !method.hasMethodAnnotation(OpenToAll.class))
                                .map(HandlerMethod::toString))
                .as("Add @Needs, @SignedIn or @OpenToAll to these operations")
                .isEmpty();
    }

    @Test
    void noTwoRecordsOfTheApiShareAName() {
        Map<String, Class<?>> byName = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        operations()
                .map(HandlerMethod::getBeanType)
                .distinct()
                .flatMap(endpoint -> Stream.of(endpoint.getDeclaredClasses()))
                .filter(Class::isRecord)
                .forEach(type -> {
                    Class<?> other = byName.putIfAbsent(type.getSimpleName(), type);
                    if (other != null) {
                        clashes.add(type.getName() + " and " + other.getName());
                    }
                });
        assertThat(clashes)
                .as("The description names a record by its simple name: rename one of each pair")
                .isEmpty();
    }

    private JsonNode description() {
        return world.browser().get("/api/v1/openapi.json").json();
    }

    private Stream<HandlerMethod> operations() {
        return requestMappingHandlerMapping.getHandlerMethods().values().stream()
                .filter(method -> method.getBeanType().getPackageName().startsWith("io.muster."));
    }

    /** Keys in order, so that a change of the code's order is no change of the description. */
    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties()
                    .forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return fields;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(sorted(element)));
            return elements;
        }
        return node;
    }
}
