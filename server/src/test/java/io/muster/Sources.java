package io.muster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModules;

/** The files of this repository, for tests that read them. */
final class Sources {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    static final Path JAVA = REPOSITORY.resolve("server/src/main/java/io/muster");
    static final Path MIGRATIONS = REPOSITORY.resolve("server/src/main/resources/db/migration");

    /** The migrations no module owns: extensions, rights, the event log. */
    static final String ROOT = "__root";

    private Sources() {}

    static Set<String> modules() {
        return ApplicationModules.of(MusterApplication.class).stream()
                .map(module -> module.getIdentifier().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the folders in a folder; none when it isn't there. */
    static Set<String> folders(Path parent) {
        return names(parent, Files::isDirectory);
    }

    /** The names of the pages in a folder, without their ending. */
    static Set<String> pages(Path parent) {
        return names(parent, path -> path.toString().endsWith(".md")).stream()
                .map(name -> name.substring(0, name.length() - 3))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Path parent, java.util.function.Predicate<Path> predicate) {
        if (!Files.isDirectory(parent)) {
            return Set.of();
        }
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(predicate)
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
