package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of docs/coverage promise nothing that no test shows. */
class CoverageTests {

    private static final Path PAGES = Sources.REPOSITORY.resolve("docs/coverage");
    private static final Pattern OF_SERVER = Pattern.compile("`(\\w+Tests)\\.(\\w+)`");
    private static final Pattern OF_CONSOLE =
            Pattern.compile("`([\\w.-]+\\.(?:spec\\.mjs|test\\.tsx?)): ([^`]+)`");

    /** What looks like the name of a test of the console, however it is written. */
    private static final Pattern MEANT_FOR_CONSOLE =
            Pattern.compile("[\\w.-]+\\.(?:spec\\.mjs|test\\.tsx?): ");

    @Test
    void everyTestOfTheServerThatAPageNamesExists() {
        Map<String, String> sources = tests("server/src/test", ".java");
        sources.putAll(tests("cli/src/test", ".java"));
        List<String> missing = new ArrayList<>();
        inEveryRow((page, row) -> {
            Matcher named = OF_SERVER.matcher(row);
            while (named.find()) {
                String source = sources.getOrDefault(named.group(1) + ".java", "");
                if (!Pattern.compile("\\b(void|boolean) " + named.group(2) + "\\(")
                        .matcher(source)
                        .find()) {
                    missing.add(page + ": " + named.group());
                }
            }
        });
        assertThat(missing)
                .as("Name a test that exists, or take the row out: it isn't built")
                .isEmpty();
    }

    @Test
    void everyTestOfTheConsoleThatAPageNamesExists() {
        Map<String, String> sources = tests("console/e2e", ".spec.mjs");
        sources.putAll(tests("console/src", ".test.ts"));
        sources.putAll(tests("console/src", ".test.tsx"));
        List<String> missing = new ArrayList<>();
        inEveryRow((page, row) -> {
            Matcher named = OF_CONSOLE.matcher(row);
            while (named.find()) {
                String source = sources.getOrDefault(named.group(1), "");
                if (!source.contains("\"" + named.group(2) + "\"")) {
                    missing.add(page + ": " + named.group());
                }
            }
        });
        assertThat(missing)
                .as("Name a test that exists, or take the row out: it isn't built")
                .isEmpty();
    }

    @Test
    void noTestOfTheConsoleIsNamedWithoutBackticks() {
        List<String> bare = new ArrayList<>();
        inEveryRow((page, row) -> {
            Matcher meant = MEANT_FOR_CONSOLE.matcher(OF_CONSOLE.matcher(row).replaceAll(""));
            while (meant.find()) {
                bare.add(page + ": " + meant.group());
            }
        });
        assertThat(bare).as("Write `file: title`, or nothing checks it").isEmpty();
    }

    @Test
    void everyPlaceThatAPageNamesExists() {
        Set<String> files = sourceFiles();
        List<String> missing = new ArrayList<>();
        inEveryRow((page, row) -> {
            for (String place : row.split(" \\| ", 3)[1].split(", ", -1)) {
                if (files.stream().noneMatch(file -> file.contains(asFile(place)))) {
                    missing.add(page + ": " + place);
                }
            }
        });
        assertThat(missing).as("Name the class or file where it is").isEmpty();
    }

    @Test
    void theIndexLinksEveryPage() {
        String index = Sources.read(Sources.REPOSITORY.resolve("docs/coverage.md"));
        for (Path page : Sources.files(PAGES, ".md")) {
            assertThat(index)
                    .as("Link it in docs/coverage.md")
                    .contains("(coverage/" + page.getFileName() + ")");
        }
    }

    /** The end of the path of a class ({@code users/Users.create}), a file or a folder. */
    private static String asFile(String place) {
        String name = place.replace("`", "").replace("console: ", "");
        if (name.matches(".*\\.(tsx|ts|mjs|sh|yaml|example)")) {
            return "/" + name + "\n";
        }
        return name.matches("(\\w+/)?[A-Z]\\w+(\\.\\w+)?")
                ? "/" + name.replaceFirst("\\.\\w+$", "") + "."
                : "/" + name + "/";
    }

    private static Set<String> sourceFiles() {
        return Stream.of("server/src/main", "cli/src/main", "console/src", "console/e2e", "scripts")
                .flatMap(part -> Sources.files(Sources.REPOSITORY.resolve(part), "").stream())
                .filter(Files::isRegularFile)
                .map(file -> "/" + Sources.REPOSITORY.relativize(file) + "\n")
                .collect(Collectors.toSet());
    }

    /** The rows of all tables, without their heads. */
    private static void inEveryRow(BiConsumer<String, String> look) {
        for (Path page : Sources.files(PAGES, ".md")) {
            Sources.read(page)
                    .lines()
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| item "))
                    .forEach(row -> look.accept(page.getFileName().toString(), row));
        }
    }

    private static Map<String, String> tests(String part, String ending) {
        return Sources.files(Sources.REPOSITORY.resolve(part), ending).stream()
                .collect(
                        Collectors.toMap(
                                file -> file.getFileName().toString(),
                                Sources::read,
                                String::concat,
                                HashMap::new));
    }
}
