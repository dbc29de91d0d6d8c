package io.muster.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Proves that nobody changed the audit log afterwards. */
@Command(
        name = "verify",
        description = {
            "Proves the audit log: every entry against its hash, every hash against the one before, and"
                    + " all of it against the signed checkpoints outside the database.",
            "Names the entries at which it does not hold, and then ends with 6."
        })
final class AuditVerifyCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--instance", description = "Of the instance, instead of an organization.")
    private boolean instance;

    AuditVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode result =
                session.api()
                        .post(
                                (instance ? "/api/v1" : session.organization()) + "/audit/verify",
                                Map.of());
        boolean valid = Json.truth(result, "valid");
        Output output = session.output();
        if (output.json()) {
            output.line(Json.pretty(result));
        } else if (valid) {
            output.outcome(
                    result,
                    "The audit log holds: %,d entries, signed up to entry %,d."
                            .formatted(
                                    Json.number(result, "entries"),
                                    Json.number(result, "lastSigned")));
        } else {
            output.line(
                    "The audit log does not hold (%,d entries, signed up to entry %,d):"
                            .formatted(
                                    Json.number(result, "entries"),
                                    Json.number(result, "lastSigned")));
            result.path("faults").forEach(fault -> output.line("  " + sentence(fault)));
        }
        return (valid ? ExitCode.OK : ExitCode.FAULTS).number();
    }

    private static String sentence(JsonNode fault) {
        long entry = Json.number(fault, "sequence");
        String kind = Json.text(fault, "kind");
        return switch (kind) {
            case "CHANGED" -> "Entry %,d was changed after it was written.".formatted(entry);
            case "GAP" -> "Entry %,d is missing, or stands at another place.".formatted(entry);
            case "BROKEN_LINK" -> "Entry %,d does not follow the one before it.".formatted(entry);
            case "TRUNCATED" -> "Entries from %,d on are missing.".formatted(entry);
            case "RECOMPUTED" ->
                    "Entry %,d is not the one that was signed: the log was computed anew."
                            .formatted(entry);
            case "FORGED_CHECKPOINT" -> "The file of signed checkpoints was tampered with.";
            default -> "Entry %,d: %s".formatted(entry, Output.plain(kind));
        };
    }
}
