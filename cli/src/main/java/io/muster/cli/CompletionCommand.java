package io.muster.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The script that completes commands when the tabulator key is pressed. */
@Command(
        name = "completion",
        description = {
            "Writes the script with which a shell completes commands.",
            "bash: source <(muster completion bash)",
            "zsh:  source <(muster completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Session session;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.BASH;

    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return Output.word(name());
        }
    }

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not part of a command line");
        }
        String script = AutoComplete.bash("muster", spec.root().commandLine());
        session.output()
                .line(
                        switch (shell) {
                            case BASH -> script;
                            // The same script, once zsh is told to understand those of bash.
                            case ZSH ->
                                    "autoload -U +X compinit && compinit\n"
                                            + "autoload -U +X bashcompinit && bashcompinit\n"
                                            + script;
                        });
        return ExitCode.OK.number();
    }
}
