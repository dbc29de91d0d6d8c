package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/muster} as a program of its own. */
class LauncherTests {

    @TempDir Path home;

    @Test
    void findsJavaFromAnyFolderAndThroughALink() throws Exception {
        Path link =
                Files.createSymbolicLink(
                        home.resolve("muster"), Path.of("../bin/muster").toRealPath());
        Process process = start(link.toString(), "--version");
        assertThat(output(process)).startsWith("muster ");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void endsWithTheExitCodeOfTheCommand() throws Exception {
        Process process = start("../bin/muster", "users", "list");
        assertThat(output(process)).contains("muster sign-in");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void theCompletionScriptIsOneThatBashUnderstands() throws Exception {
        String script = output(start("../bin/muster", "completion", "bash"));
        assertThat(script).contains("_picocli_muster_users_disable", "waiting-for-password");
        Path file = Files.writeString(home.resolve("completion"), script);
        Process bash = start("bash", "-n", file.toString());
        assertThat(output(bash)).isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    private Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MUSTER_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("XDG_CONFIG_HOME");
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
