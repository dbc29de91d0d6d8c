package io.muster.cli;

import io.muster.cli.Api.Answer;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Imports users from a file: uploads it, has every row checked, asks, and runs it. */
@Command(
        name = "import",
        description = {
            "Imports users from a CSV file, or from JSON as Keycloak exports it. Every row is checked first;"
                    + " good rows are imported, and rows in error are told with their reason.",
            "A column \"Action\" says what a row is to do: create, update, create or update, enable, disable, move"
                    + " or delete.",
            "Ends with 6 when rows were in error: mend the file that --errors names and import it again."
        })
final class UserImportCommand implements Callable<Integer> {

    /** The systems whose files the server knows, as people call them. */
    private static final Map<String, String> SYSTEMS =
            Map.of(
                    "MUSTER", "Muster",
                    "GOOGLE_WORKSPACE", "Google Workspace",
                    "MICROSOFT_365", "Microsoft 365",
                    "MICROSOFT_ENTRA", "Microsoft Entra",
                    "SMARTERMAIL", "SmarterMail",
                    "KEYCLOAK", "Keycloak",
                    "MAILCOW", "mailcow",
                    "POSTFIXADMIN", "PostfixAdmin");

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The file, CSV or JSON.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Only check: say what would become of the rows.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask before the run.")
    private boolean yes;

    @Option(
            names = "--map",
            paramLabel = "COLUMN=FIELD",
            description =
                    "What a column of the file fills, where that isn't found out by itself; COLUMN= for nothing.")
    private Map<String, String> mapping = new LinkedHashMap<>();

    @Option(
            names = "--mapping",
            paramLabel = "NAME",
            description =
                    "A saved mapping: its columns, found by their headers, and its options; --map comes on top.")
    private @Nullable String mappingName;

    @Option(
            names = "--save-mapping",
            paramLabel = "NAME",
            description =
                    "Keep the columns and options of this import under a name, once they were checked; asks before it"
                            + " replaces a mapping that has the name. A dry run saves none.")
    private @Nullable String savedName;

    @Option(names = "--skip-existing", description = "Leave users alone who are there already.")
    private boolean skipExisting;

    @Option(
            names = "--create-units",
            description = "Make units that the file names and that are missing.")
    private boolean createUnits;

    @Option(
            names = "--no-passwords",
            description = "New users whose row brings no password wait for one.")
    private boolean noPasswords;

    @Option(
            names = "--temporary-password-stdin",
            description =
                    "The first line of standard input is the password of new users whose row brings none, to be"
                            + " changed at the first sign-in.")
    private boolean passwordFromInput;

    @Option(
            names = "--errors",
            paramLabel = "FILE",
            description =
                    "A new file for the rows in error, with the reason of each; - is standard output.")
    private @Nullable String errors;

    @Option(names = "--encoding", paramLabel = "NAME", description = "Found out when left out.")
    private @Nullable String encoding;

    @Option(
            names = "--delimiter",
            paramLabel = "SIGN",
            description = "\",\" or \";\" or \"tab\"; found out when left out.")
    private @Nullable String delimiter;

    UserImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Download.requireNew(errors);
        if (Download.OUTPUT.equals(errors) && session.output().json()) {
            throw Failure.usage(
                    "--errors=- writes CSV to standard output and --json a document: name a file for one of them.");
        }
        JsonNode saved =
                mappingName == null ? null : new ImportMappings(session).named(mappingName);
        Answer uploaded = upload();
        tellSystem(uploaded.body());
        String path = session.organization() + "/imports/" + Json.text(uploaded.body(), "id");
        return imported(path, saved, uploaded).number();
    }

    private ExitCode imported(String path, @Nullable JsonNode saved, Answer uploaded) {
        ImportPasses passes = new ImportPasses(session, path);
        JsonNode checked;
        boolean idle;
        try (Upload upload = new Upload(session.api(), path)) {
            Map<String, ?> options = configure(path, used(path, saved, uploaded));
            checked = passes.run("check");
            tellHashing(checked.path("check"));
            if (dryRun) {
                if (savedName != null) {
                    session.output().note("A dry run saves no mapping.");
                }
                return report(path, checked, "check", true);
            }
            idle = confirm(checked.path("check").path("counts"));
            if (savedName != null) {
                new ImportMappings(session)
                        .save(savedName, uploaded.body().path("columns"), options, yes);
            }
            upload.stays();
        }
        return idle
                ? report(path, checked, "check", false)
                : report(path, passes.run("run"), "run", false);
    }

    /** A file on the server, which goes again unless it is said that it stays. */
    private static final class Upload implements AutoCloseable {

        private final Api api;
        private final String path;
        private boolean stays;

        Upload(Api api, String path) {
            this.api = api;
            this.path = path;
        }

        void stays() {
            stays = true;
        }

        @Override
        public void close() {
            if (!stays) {
                api.delete(path);
            }
        }
    }

    private Answer used(String path, @Nullable JsonNode saved, Answer uploaded) {
        return saved == null ? uploaded : new ImportMappings(session).use(saved, path, uploaded);
    }

    /** Asks whether to run; true when there is nothing to do. */
    private boolean confirm(JsonNode counts) {
        long touched =
                Json.number(counts, "created")
                        + Json.number(counts, "updated")
                        + Json.number(counts, "deleted");
        if (touched == 0) {
            return true;
        }
        session.confirm(
                yes,
                "Create %,d, update %,d and delete %,d users? (%,d unchanged, %,d skipped, %,d in error)"
                        .formatted(
                                Json.number(counts, "created"),
                                Json.number(counts, "updated"),
                                Json.number(counts, "deleted"),
                                Json.number(counts, "unchanged"),
                                Json.number(counts, "skipped"),
                                Json.number(counts, "failed")));
        return false;
    }

    private Answer upload() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("fileName", String.valueOf(file.getFileName()));
        if (encoding != null) {
            about.put("encoding", encoding);
        }
        if (delimiter != null) {
            about.put("delimiter", delimiter);
        }
        try {
            BodyPublisher body = BodyPublishers.ofFile(file);
            return session.api().upload(session.organization() + "/imports", Query.of(about), body);
        } catch (FileNotFoundException _) {
            throw Failure.usage("The file %s can't be read.".formatted(file));
        }
    }

    private void tellSystem(JsonNode uploaded) {
        String system = Json.text(uploaded, "system");
        if (!system.isEmpty()) {
            session.output().note("A file of %s.".formatted(SYSTEMS.getOrDefault(system, system)));
        }
    }

    /** Passwords in clear text are what takes long: says so before anything is asked. */
    private void tellHashing(JsonNode check) {
        long passwords = Json.number(check, "passwords");
        if (passwords > 0) {
            session.output()
                    .note(
                            "%,d passwords in clear text: hashing them takes about %s on this server."
                                    .formatted(
                                            passwords, span(Json.number(check, "hashingSeconds"))));
        }
    }

    private static String span(long seconds) {
        if (seconds < 90) {
            return "%,d s".formatted(seconds);
        }
        long minutes = Math.ceilDiv(seconds, 60);
        return minutes < 90
                ? "%,d min".formatted(minutes)
                : "%,d h %d min".formatted(minutes / 60, minutes % 60);
    }

    /** What is asked for on top of what the file, or the saved mapping, says. */
    private Map<String, ?> configure(String path, Answer uploaded) {
        JsonNode file = uploaded.body();
        String password = temporaryPassword(file);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("fields", fields(file.path("columns")));
        request.put("existing", skipExisting ? "SKIP" : Json.text(file, "existing"));
        request.put("createUnits", createUnits || Json.truth(file, "createUnits"));
        request.put(
                "newPasswords",
                noPasswords
                        ? "NONE"
                        : passwordFromInput ? "TEMPORARY" : Json.text(file, "newPasswords"));
        if (password != null) {
            request.put("temporaryPassword", password);
        }
        Answer _ = session.api().put(path + "/options", request, uploaded.etag());
        return request;
    }

    private @Nullable String temporaryPassword(JsonNode uploaded) {
        if (noPasswords) {
            return null;
        }
        if (passwordFromInput) {
            return session.terminal().secretFromInput();
        }
        if (Json.truth(uploaded, "lacksTemporaryPassword") && session.terminal().interactive()) {
            String asked =
                    session.terminal()
                            .askSecret(
                                    "Temporary password of new users, to be changed at once; empty when the file makes none: ");
            return asked.isEmpty() ? null : asked;
        }
        return null;
    }

    private List<@Nullable String> fields(JsonNode columns) {
        Map<String, String> open = new LinkedHashMap<>(mapping);
        List<@Nullable String> fields = new ArrayList<>();
        for (JsonNode column : columns) {
            String wish = open.remove(Json.text(column, "name"));
            String field = wish == null ? Json.text(column, "field") : wish;
            fields.add(field.isEmpty() ? null : field);
        }
        if (!open.isEmpty()) {
            throw Failure.usage(
                    "--map: the file has no column \"%s\"."
                            .formatted(open.keySet().iterator().next()));
        }
        return fields;
    }

    private ExitCode report(String path, JsonNode imported, String kind, boolean conditional) {
        JsonNode counts = imported.path(kind).path("counts");
        Query pass = Query.of(Map.of("pass", kind.equals("run") ? "RUN" : "CHECK"));
        ImportPasses passes = new ImportPasses(session, path);
        JsonNode reasons = passes.reasons(pass);
        long failed = Json.number(counts, "failed");
        ObjectNode result =
                Json.object(
                        Map.of(
                                "importId", Json.text(imported, "id"),
                                "dryRun", conditional,
                                "rows", Json.number(imported, "rows")));
        result.set("system", imported.path("system"));
        result.set("counts", counts);
        result.set("passwords", imported.path("check").path("passwords"));
        result.set("hashingSeconds", imported.path("check").path("hashingSeconds"));
        result.set("reasons", reasons);
        session.output().one(result, "importId", lines(counts, conditional));
        passes.note(reasons);
        if (failed > 0 && errors != null) {
            Download.save(session, path + "/errors", pass, errors);
        }
        return failed > 0 ? ExitCode.FAULTS : ExitCode.OK;
    }

    private static Map<String, String> lines(JsonNode counts, boolean conditional) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(conditional ? "To be created" : "Created", Json.text(counts, "created"));
        lines.put(conditional ? "To be updated" : "Updated", Json.text(counts, "updated"));
        lines.put(conditional ? "To be deleted" : "Deleted", Json.text(counts, "deleted"));
        lines.put("Unchanged", Json.text(counts, "unchanged"));
        lines.put("Skipped", Json.text(counts, "skipped"));
        lines.put("In error", Json.text(counts, "failed"));
        return lines;
    }
}
