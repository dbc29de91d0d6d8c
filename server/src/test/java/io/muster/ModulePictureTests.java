package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The picture in docs/architecture.md is drawn from the code; {@code make docs} draws it anew. */
class ModulePictureTests {

    private static final Path PAGE = Sources.REPOSITORY.resolve("docs/architecture.md");
    private static final String START = "```mermaid\n";
    private static final String END = "```\n";

    @Test
    void thePictureOfTheModulesShowsWhatTheCodeUses() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END, start);
        String drawn = page.substring(0, start) + picture() + page.substring(end);
        if (Boolean.getBoolean("muster.docs.write")) {
            Files.writeString(PAGE, drawn);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/architecture.md: run make docs to draw the modules anew")
                .isEqualTo(drawn);
    }

    private static String picture() {
        Map<String, Set<String>> uses = uses();
        StringBuilder picture = new StringBuilder("flowchart BT\n");
        uses.forEach((module, used) ->
                direct(used, uses)
                        .forEach(other ->
                                picture.append("  ")
                                        .append(module)
                                        .append(" --> ")
                                        .append(other)
                                        .append('\n')));
        return picture.toString();
    }

    private static Map<String, Set<String>> uses() {
        ApplicationModules modules = ApplicationModules.of(MusterApplication.class);
        Map<String, Set<String>> uses = new TreeMap<>();
        for (ApplicationModule module : modules) {
            uses.put(
                    module.getIdentifier().toString(),
                    module.getDirectDependencies(modules)
                            .uniqueModules()
                            .map(used -> used.getIdentifier().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return uses;
    }

    /** Leaves out the arrows that follow from others, which would be most of them. */
    private static List<String> direct(Set<String> used, Map<String, Set<String>> uses) {
        Set<String> indirect =
                used.stream()
                        .map(other -> reach(other, uses))
                        .flatMap(Collection::stream)
                        .collect(Collectors.toSet());
        return used.stream().filter(other -> !indirect.contains(other)).toList();
    }

    private static Set<String> reach(String module, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        for (String used : uses.getOrDefault(module, Set.of())) {
            reached.add(used);
            reached.addAll(reach(used, uses));
        }
        return reached;
    }
}
