package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTests {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    @Test
    void everyLinkLeadsToAFile() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Sources.read(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(Sources.REPOSITORY.relativize(page) + " -> " + target);
                }
            }
        }
        assertThat(broken).as("links that lead nowhere: mend the path").isEmpty();
    }

    @Test
    void decisionsAreNumberedWithoutGaps() {
        List<String> numbers =
                Sources.files(Sources.REPOSITORY.resolve("docs/decisions"), ".md").stream()
                        .map(path -> path.getFileName().toString().substring(0, 4))
                        .toList();
        assertThat(numbers)
                .as("numbers of docs/decisions: give the newest the next free one")
                .isEqualTo(
                        IntStream.rangeClosed(1, numbers.size())
                                .mapToObj("%04d"::formatted)
                                .toList());
    }

    /** The pages written here: at the top, in docs and beside the measurements. */
    private static List<Path> pages() {
        return Stream.of(
                        Sources.pages(Sources.REPOSITORY).stream()
                                .map(name -> Sources.REPOSITORY.resolve(name + ".md")),
                        Sources.files(Sources.REPOSITORY.resolve("docs"), ".md").stream(),
                        Sources.files(Sources.REPOSITORY.resolve("bench/results"), ".md").stream())
                .flatMap(files -> files)
                .toList();
    }
}
