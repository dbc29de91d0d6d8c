package io.muster.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shell in which somebody types commands: runs the packaged command line with an environment and
 * a home folder of its own. Its classes are kept apart from those of the server.
 */
public final class Shell {

    private static final Path JAR = Path.of("../cli/target/muster-cli.jar");
    private static final Method RUN = program();

    private final Map<String, String> environment = new HashMap<>();
    private final Path home;

    public Shell(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
    }

    private static Method program() {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("Build the command line first: scripts/cli.sh");
        }
        try {
            // Open as long as the tests run: classes are loaded from it when they are first needed.
            var loader =
                    new URLClassLoader(
                            new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            return loader.loadClass("io.muster.cli.Muster")
                    .getMethod(
                            "run",
                            String[].class,
                            Map.class,
                            InputStream.class,
                            OutputStream.class,
                            OutputStream.class);
        } catch (IOException | ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** What a command left behind. */
    public record Ended(int code, String out, String err) {

        public JsonNode json() {
            return new JsonMapper().readTree(out);
        }

        /** A value of the document by its path, as in {@code items/0/account}. */
        public String text(String path) {
            return json().at("/" + path).asString("");
        }

        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Sets a variable of the environment. */
    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The file that keeps who is signed in. */
    public Path profile() {
        return home.resolve(".config/muster/profile.json");
    }

    /** Runs {@code muster} with these words. */
    public Ended run(String... words) {
        return runWith("", words);
    }

    /** Runs {@code muster} with these words and that text on standard input. */
    public Ended runWith(String input, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try {
            Object code =
                    RUN.invoke(
                            null,
                            words,
                            Map.copyOf(environment),
                            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                            out,
                            err);
            return new Ended(
                    (int) code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** A new file in the home folder. */
    public Path file(String name, String text) {
        try {
            Files.createDirectories(home);
            return Files.writeString(home.resolve(name), text);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
