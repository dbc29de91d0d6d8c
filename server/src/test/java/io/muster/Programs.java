package io.muster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts classes of this class path as processes of their own. */
final class Programs {

    private static final List<String> LOG_SETTINGS = List.of("logback.xml", "logback-test.xml");

    private Programs() {}

    static Process start(Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("java.home") + "/bin/java",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath(main),
                                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MUSTER_"));
        // The usual ports may be taken here.
        builder.environment().put("MUSTER_MAIL_ENABLED", "false");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A class of the product runs without those of the tests, as it does outside. */
    private static String classPath(Class<?> main) {
        String all = System.getProperty("java.class.path");
        return main.equals(MusterApplication.class)
                ? Stream.of(all.split(File.pathSeparator))
                        .filter(entry ->
                                !entry.endsWith("test-classes") && !saysWhatIsLogged(entry))
                        .collect(Collectors.joining(File.pathSeparator))
                : all;
    }

    /** Some libraries of the tests do, and none of the product. */
    private static boolean saysWhatIsLogged(String entry) {
        if (!entry.endsWith(".jar")) {
            return false;
        }
        try (var library = new JarFile(entry)) {
            return LOG_SETTINGS.stream().anyMatch(name -> library.getEntry(name) != null);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Reads on until a line holds the text, and gives that line. */
    static String lineWith(BufferedReader output, String text) throws IOException {
        var before = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("ended without '" + text + "':\n" + before);
    }
}
