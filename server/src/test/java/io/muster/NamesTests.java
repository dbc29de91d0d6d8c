package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One word, six places: a module is called the same wherever it appears. */
class NamesTests {

    /** Modules without a migration folder, and why. */
    private static final Map<String, String> WITHOUT_TABLES =
            Map.of("kernel", "values only, no SQL", "demo", "acts through the API only");

    @Test
    void everyMigrationFolderBelongsToAModule() {
        Set<String> expected = new TreeSet<>(Sources.modules());
        expected.removeAll(WITHOUT_TABLES.keySet());
        expected.add(Sources.ROOT);
        assertThat(Sources.folders(Sources.MIGRATIONS))
                .as(
                        "folders of db/migration: name each after its module; a module without tables stands in WITHOUT_TABLES with a reason")
                .isEqualTo(expected);
    }

    @Test
    void everyModuleHasItsPage() {
        assertThat(Sources.pages(Sources.REPOSITORY.resolve("docs/modules")))
                .as("pages of docs/modules: write docs/modules/<module>.md")
                .isEqualTo(Sources.modules());
    }

    @Test
    void everyConsoleFeatureIsNamedAfterItsModule() {
        assertThat(Sources.modules())
                .as("folders of console/src/features: name each after its module")
                .containsAll(Sources.folders(Sources.REPOSITORY.resolve("console/src/features")));
    }

    @Test
    void everyTestPackageIsNamedAfterItsModule() {
        Set<String> packages =
                new TreeSet<>(
                        Sources.folders(
                                Sources.REPOSITORY.resolve("server/src/test/java/io/muster")));
        packages.remove("testing");
        // A program of its own, tried out against the running server.
        packages.remove("cli");
        assertThat(Sources.modules())
                .as("packages of the tests: name each after its module")
                .containsAll(packages);
    }
}
