package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.users.UserRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/api/problems.md names every type of problem that the API answers with. */
class ProblemPageTests {

    private static final Path PAGE = Sources.REPOSITORY.resolve("docs/api/problems.md");

    private static final Pattern MADE = Pattern.compile("(?:Problem\\.|return )of\\(");

    /** Status, type, title and, where it stands there as one text, the detail. */
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "of\\(\\s*(\\d{3}),\\s*\"([a-z]+:[a-z0-9-]+)\",\\s*\"([^\"]+)\",\\s*(?:\"([^\"]+)\"[);.\\s]*+(?!formatted|\\+))?");

    /** Where the type is put together; {@link #putTogether} knows what comes of it. */
    private static final Map<String, Integer> COMPUTED =
            Map.of("ProblemResponses.java", 1, "UserProblems.java", 1);

    private static final String HEAD =
            """
            # Problems

            What the API answers when it refuses: problem details (RFC 9457) with one of these types, the status beside it, `title`, `detail` and,
            where fields are at fault, all of them in `errors`. Types and the codes in `errors` never change once released; titles and details may.
            `make api` writes this page.
            """;

    private record Type(String name, String status, String title, String detail) {}

    @Test
    void thePageNamesEveryTypeOfProblem() throws IOException {
        String page = page();
        if (Boolean.getBoolean("muster.api.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/api/problems.md is not what the server answers. Run: make api")
                .isEqualTo(page);
    }

    @Test
    void everyProblemIsMadeWhereThePageCanReadIt() {
        List<String> hidden = new ArrayList<>();
        for (Path source : Sources.files(Sources.JAVA, ".java")) {
            String text = Sources.read(source);
            if (!text.contains("Problem.of(") && !source.endsWith("kernel/Problem.java")) {
                continue;
            }
            long made = MADE.matcher(text).results().count();
            long read = WRITTEN.matcher(text).results().count();
            int computed = COMPUTED.getOrDefault(source.getFileName().toString(), 0);
            if (made != read + computed) {
                hidden.add("%s: %d of %d".formatted(source.getFileName(), read, made));
            }
        }
        assertThat(hidden)
                .as("Write status, type and title as literals, in this order, or the page lacks it")
                .isEmpty();
    }

    private static String page() {
        Map<String, List<Type>> byModule = new TreeMap<>();
        for (Type type : types()) {
            byModule.computeIfAbsent(
                            type.name().substring(0, type.name().indexOf(':')),
                            _ -> new ArrayList<>())
                    .add(type);
        }
        StringBuilder page = new StringBuilder(HEAD);
        byModule.forEach((module, types) -> {
            page.append("\n## ").append(module).append("\n\n");
            page.append("| type | status | title | detail |\n|---|---|---|---|\n");
            types.forEach(type ->
                    page.append(
                            "| `urn:problem:%s` | %s | %s | %s |\n"
                                    .formatted(
                                            type.name(),
                                            type.status(),
                                            type.title(),
                                            type.detail())));
        });
        return page.toString();
    }

    /**
     * One of each type, in order; a type that is answered in several places has all its details.
     */
    private static List<Type> types() {
        Map<String, Type> types = new TreeMap<>();
        Map<String, TreeSet<String>> details = new TreeMap<>();
        for (Type type : found()) {
            types.putIfAbsent(type.name(), type);
            details.computeIfAbsent(type.name(), _ -> new TreeSet<>()).add(type.detail());
        }
        return types.values().stream()
                .map(type ->
                        new Type(
                                type.name(),
                                type.status(),
                                type.title(),
                                String.join(" ", details.get(type.name())).strip()))
                .toList();
    }

    private static List<Type> found() {
        List<Type> found = new ArrayList<>(putTogether());
        for (Path source : Sources.files(Sources.JAVA, ".java")) {
            String text = Sources.read(source);
            if (text.contains("Problem.of(") || source.endsWith("kernel/Problem.java")) {
                Matcher written = WRITTEN.matcher(text);
                while (written.find()) {
                    String detail = written.group(4);
                    found.add(
                            new Type(
                                    written.group(2),
                                    written.group(1),
                                    written.group(3),
                                    detail == null ? "" : detail));
                }
            }
        }
        return found;
    }

    private static List<Type> putTogether() {
        List<Type> types = new ArrayList<>();
        for (UserRule rule : UserRule.values()) {
            if (rule != UserRule.GONE) {
                types.add(
                        new Type(
                                rule.code().replace('.', ':'),
                                "409",
                                "Not possible",
                                rule.sentence()));
            }
        }
        types.add(
                new Type(
                        "kernel:http-4xx",
                        "4xx",
                        "That of the status",
                        "What HTTP itself refuses: another method, another media type, no such address."));
        return types;
    }
}
