package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of docs/coverage promise nothing that no test shows. */
class CoverageTests {

    private static final Path PAGES = Path.of("../docs/coverage");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Tests)\\.(\\w+)`");

    @Test
    void everyTestThatACoveragePageNamesExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        for (Path page : files(PAGES, ".md")) {
            Matcher named = NAMED.matcher(Files.readString(page));
            while (named.find()) {
                String source = sources.getOrDefault(named.group(1), "");
                if (!Pattern.compile("void " + named.group(2) + "\\(").matcher(source).find()) {
                    missing.add(page.getFileName() + ": " + named.group(1) + "." + named.group(2));
                }
            }
        }
        assertThat(missing)
                .as("Name a test that exists, or take the row out: it isn't built")
                .isEmpty();
    }

    @Test
    void theIndexLinksEveryCoveragePage() throws IOException {
        String index = Files.readString(Path.of("../docs/coverage.md"));
        for (Path page : files(PAGES, ".md")) {
            assertThat(index)
                    .as("Link it in docs/coverage.md")
                    .contains("(coverage/" + page.getFileName() + ")");
        }
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String part : List.of("src/test/java", "../cli/src/test/java")) {
            for (Path file : files(Path.of(part), ".java")) {
                sources.put(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
