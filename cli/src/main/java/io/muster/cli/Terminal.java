package io.muster.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line was started in: its environment, its streams, and whether somebody sits
 * there who can be asked.
 */
final class Terminal {

    private final Map<String, String> environment;
    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;
    private final @Nullable Console console;

    /**
     * @param console null when nobody can be asked
     */
    Terminal(
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            OutputStream err,
            @Nullable Console console) {
        this.environment = environment;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.console = console;
    }

    /** A variable of the environment; empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** How wide the output is; 0 when it goes to no terminal. Told by the launcher. */
    int columns() {
        String told = variable("MUSTER_COLUMNS");
        return told.matches("[1-9]\\d{0,3}") ? Integer.parseInt(told) : 0;
    }

    /** Whether what is written to standard error is read by people. Told by the launcher. */
    boolean showsProgress() {
        return variable("MUSTER_PROGRESS").equals("yes");
    }

    boolean interactive() {
        return console != null;
    }

    /** Asks whoever sits there. */
    String ask(String question) {
        String answer = console().readLine("%s", question);
        if (answer == null) {
            throw Failure.usage("There was no answer.");
        }
        return answer.strip();
    }

    /** Asks without showing what is typed. */
    String askSecret(String question) {
        char[] answer = console().readPassword("%s", question);
        if (answer == null) {
            throw Failure.usage("There was no answer.");
        }
        return new String(answer);
    }

    private Console console() {
        if (console == null) {
            throw Failure.usage("Nobody is there to be asked.");
        }
        return console;
    }

    /** The next line of standard input, for secrets that scripts bring. */
    String secretFromInput() {
        try {
            String line = in.readLine();
            if (line == null || line.isEmpty()) {
                throw Failure.usage("Standard input is empty; it should bring the secret.");
            }
            return line;
        } catch (IOException fault) {
            throw Failure.usage("Standard input can't be read: " + fault.getMessage());
        }
    }
}
