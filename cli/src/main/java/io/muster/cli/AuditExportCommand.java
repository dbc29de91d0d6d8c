package io.muster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Entries of the audit log as a file. */
@Command(name = "export", description = "Writes entries of the audit log as CSV, oldest first.")
final class AuditExportCommand implements Callable<Integer> {

    private final Session session;

    @Mixin private AuditFilterOptions filter = new AuditFilterOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A new file; standard output when left out.")
    private String file = Download.OUTPUT;

    AuditExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Download.save(session, session.organization() + "/audit/export", filter.query(), file);
        return ExitCode.OK.number();
    }
}
