package io.muster.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code muster}: the options that every command has, and the commands below it. */
@Command(
        name = "muster",
        description = "Runs the people of a communications system.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Muster.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the server refused it",
            "2:the command, or a file that it names, is not right",
            "3:not signed in, or a permission is missing",
            "4:not found",
            "5:no server answers",
            "6:a job ended with errors, or the audit log does not hold"
        })
public final class Muster {

    @Option(
            names = "--server",
            paramLabel = "ADDRESS",
            scope = ScopeType.INHERIT,
            description = "The server, instead of the one signed in to. Also: MUSTER_SERVER.")
    @Nullable String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            arity = "0..1",
            interactive = true,
            scope = ScopeType.INHERIT,
            description =
                    "The API token to use, asked for when left out. Others on this machine can see what"
                            + " stands on a command line: MUSTER_TOKEN is better.")
    @Nullable String token;

    @Option(
            names = {"-o", "--organization"},
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The organization, by name or id. Also: MUSTER_ORGANIZATION.")
    @Nullable String organization;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Answer with one JSON document.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Say nothing about the work; lists are bare keys.")
    boolean quiet;

    @Option(
            names = "--allow-plain-http",
            scope = ScopeType.INHERIT,
            description = "Talk without TLS to another machine. Also: MUSTER_ALLOW_PLAIN_HTTP=1.")
    boolean allowPlainHttp;

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Muster.class.getPackage().getImplementationVersion();
            return new String[] {"muster " + (version == null ? "(built from sources)" : version)};
        }
    }

    public static void main(String[] arguments) {
        Optional<Console> console =
                Optional.ofNullable(System.console()).filter(Console::isTerminal);
        System.exit(
                run(
                        arguments,
                        new Terminal(
                                System.getenv(),
                                System.in,
                                System.out,
                                System.err,
                                console.orElse(null))));
    }

    /**
     * Runs one command as a program that nobody sits at, and answers its exit code.
     *
     * @param environment the variables it sees
     */
    public static int run(
            String[] arguments,
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            OutputStream err) {
        return run(arguments, new Terminal(environment, in, out, err, null));
    }

    static int run(String[] arguments, Terminal terminal) {
        Muster muster = new Muster();
        try (Session session = new Session(muster, terminal)) {
            CommandLine line = Commands.of(muster, session);
            line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
            line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
            return line.execute(arguments);
        } finally {
            terminal.out().flush();
        }
    }

    /** Says in sentences why a command failed, or as the server's problem in JSON. */
    int failed(Failure failure, Terminal terminal) {
        var problem = failure.problem();
        terminal.err().println(json && problem != null ? Json.pretty(problem) : failure.sentence());
        return failure.code().number();
    }
}
