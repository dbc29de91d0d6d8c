package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ManualTests {

    @Test
    void theManualNamesEveryCommandAndEveryExitCode() throws Exception {
        String manual = Files.readString(Path.of("../docs/cli.md"));
        Muster muster = new Muster();
        CommandLine all = Commands.of(muster, new Session(muster, nobody()));
        for (CommandLine command : commands(all).toList()) {
            String words = command.getCommandSpec().qualifiedName();
            assertThat(manual)
                    .as("%s in docs/cli.md", words)
                    .containsPattern("`(" + words + "|" + command.getCommandName() + ")\\b");
        }
        for (ExitCode code : ExitCode.values()) {
            assertThat(manual).contains("| " + code.number() + " |");
            assertThat(all.getCommandSpec().usageMessage().exitCodeList())
                    .containsKey(Integer.toString(code.number()));
        }
    }

    @Test
    void everyOptionAndEveryCommandExplainsItself() {
        Muster muster = new Muster();
        List<String> silent = new ArrayList<>();
        commands(Commands.of(muster, new Session(muster, nobody())))
                .forEach(command -> {
                    var spec = command.getCommandSpec();
                    if (spec.usageMessage().description().length == 0) {
                        silent.add(spec.qualifiedName());
                    }
                    spec.options().stream()
                            .filter(option -> option.description().length == 0)
                            .map(option -> spec.qualifiedName() + " " + option.longestName())
                            .forEach(silent::add);
                });
        assertThat(silent).as("give these a description").isEmpty();
    }

    private static Stream<CommandLine> commands(CommandLine of) {
        return Stream.concat(
                of.getParent() == null || !of.getSubcommands().isEmpty()
                        ? Stream.empty()
                        : Stream.of(of),
                of.getSubcommands().values().stream().collect(Collectors.toSet()).stream()
                        .flatMap(ManualTests::commands));
    }

    private static Terminal nobody() {
        return new Terminal(
                Map.of(),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                null);
    }
}
