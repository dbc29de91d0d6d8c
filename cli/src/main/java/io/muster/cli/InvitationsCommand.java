package io.muster.cli;

import io.muster.cli.Table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The invitations of the organization. */
@Command(name = "invitations", description = "Invites people, and follows their invitations.")
final class InvitationsCommand {

    private InvitationsCommand() {}

    static InvitationsCommand group() {
        return new InvitationsCommand();
    }

    private static String path(Session session) {
        return session.organization() + "/invitations";
    }

    /** Lists whom the organization invited. */
    @Command(
            name = "list",
            description = "Lists the invitations of the organization, newest first.")
    static final class All implements Callable<Integer> {

        private final Session session;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "pending, expired, accepted, declined, revoked or left.")
        private @Nullable String state;

        @Option(
                names = "--search",
                paramLabel = "TEXT",
                description = "A part of the address or name.")
        private @Nullable String search;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all.")
        private long limit = 50;

        All(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Map<String, Object> filter = new LinkedHashMap<>();
            if (state != null) {
                filter.put("state", state.toUpperCase(Locale.ROOT));
            }
            if (search != null) {
                filter.put("search", search);
            }
            session.output()
                    .list(
                            new Pages(session.api(), path(session), Query.of(filter), limit),
                            "id",
                            List.of(
                                    Column.of("ADDRESS", "address"),
                                    Column.left(
                                            "STATE", row -> Output.word(Json.text(row, "state"))),
                                    Column.of("INVITED BY", "inviterName"),
                                    Column.left(
                                            "SENT", row -> Output.time(Json.text(row, "sentAt"))),
                                    Column.left(
                                            "VALID UNTIL",
                                            row -> Output.time(Json.text(row, "expiresAt"))),
                                    Column.of("ID", "id")));
            return ExitCode.OK.number();
        }
    }

    /** Invites one person, or those of a file. */
    @Command(
            name = "send",
            description =
                    "Invites people by mail: the addresses named, or those of a file, which is checked first.")
    static final class Send implements Callable<Integer> {

        private final Session session;

        @Parameters(
                paramLabel = "ADDRESS",
                arity = "0..*",
                description = "Whom to invite; also as in \"Ann Lee <ann@far.example>\".")
        private List<String> addresses = List.of();

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description =
                        "A CSV file with e-mail, first name and last name; a first line may name the columns.")
        private @Nullable Path file;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "Promise this role of the organization; can be given several times.")
        private List<String> roles = List.of();

        @Option(
                names = "--permission",
                paramLabel = "PERMISSION",
                description =
                        "Promise this permission, as in users:read; can be given several times.")
        private List<String> permissions = List.of();

        @Option(names = "--dry-run", description = "Only check.")
        private boolean dryRun;

        Send(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            if ((file == null) == addresses.isEmpty()) {
                throw Failure.usage("Name addresses, or a file by --file.");
            }
            JsonNode checked =
                    session.api()
                            .post(
                                    path(session) + "/check",
                                    Map.of(
                                            "format",
                                            file == null ? "ADDRESSES" : "CSV",
                                            "text",
                                            file == null
                                                    ? String.join("\n", addresses)
                                                    : text(file)));
            List<Map<String, Object>> people = new ArrayList<>();
            List<JsonNode> others = new ArrayList<>();
            checked.path("people")
                    .forEach(one -> {
                        if (Json.text(one, "verdict").equals("FREE")) {
                            people.add(
                                    Map.of(
                                            "address", Json.text(one, "address"),
                                            "firstName", Json.text(one, "firstName"),
                                            "lastName", Json.text(one, "lastName")));
                        } else {
                            others.add(one);
                        }
                    });
            if (dryRun) {
                list(checked.path("people").valueStream().toList());
                return (others.isEmpty() ? ExitCode.OK : ExitCode.FAULTS).number();
            }
            others.forEach(one ->
                    session.output()
                            .note(
                                    "%s is not invited: %s"
                                            .formatted(
                                                    Output.plain(Json.text(one, "text")),
                                                    words(Json.text(one, "verdict")))));
            if (people.isEmpty()) {
                throw new Failure(ExitCode.FAULTS, "Nobody is invited.");
            }
            return send(people, others.isEmpty());
        }

        private int send(List<Map<String, Object>> people, boolean all) {
            Map<String, Object> wish = new LinkedHashMap<>();
            wish.put("people", people);
            wish.put(
                    "roles",
                    roles.stream().map(one -> UserFilterOptions.role(session, one)).toList());
            wish.put("permissions", permissions);
            JsonNode started = session.api().post(path(session) + "/batch", wish);
            JsonNode job = new JobWatch(session).end(Json.text(started, "jobId"));
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("Invited", Long.toString(job.path("done").asLong()));
            lines.put("Job", Json.text(job, "id"));
            session.output().one(job, "id", lines);
            int code = JobWatch.code(job).number();
            return code == ExitCode.OK.number() && !all ? ExitCode.FAULTS.number() : code;
        }

        private void list(List<JsonNode> people) {
            session.output()
                    .list(
                            people.iterator(),
                            "text",
                            List.of(
                                    Column.of("ADDRESS", "text"),
                                    Column.left(
                                            "WHAT BECOMES OF IT",
                                            row -> words(Json.text(row, "verdict")))));
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException _) {
                throw Failure.usage("The file %s can't be read.".formatted(file));
            }
        }

        private static String words(String verdict) {
            return switch (verdict) {
                case "FREE" -> "will be invited";
                case "INVALID" -> "not an address";
                case "TWICE" -> "twice in the list";
                case "ONESELF" -> "that is you";
                case "MEMBER" -> "here already";
                case "DISABLED" -> "here, but disabled";
                case "DELETED" -> "here, but deleted";
                case "SHARED_ADDRESS" -> "no person's address";
                case "INVITED" -> "invited already";
                case "OWN_DOMAIN" -> "in your domain: create the user instead";
                default -> Output.word(verdict);
            };
        }
    }

    /** An act on an invitation of the organization that nobody answered. */
    abstract static class Act implements Callable<Integer> {

        private final Session session;
        private final String verb;
        private final String done;

        @Parameters(
                paramLabel = "ADDRESS",
                description = "Who is invited, or the id of the invitation.")
        private String wanted = "";

        Act(Session session, String verb, String done) {
            this.session = session;
            this.verb = verb;
            this.done = done;
        }

        @Override
        public Integer call() {
            JsonNode changed =
                    session.api().post(path(session) + "/" + id() + "/actions/" + verb, Map.of());
            session.output()
                    .outcome(changed, done.formatted(Output.plain(Json.text(changed, "address"))));
            return ExitCode.OK.number();
        }

        /** The newest to the address. */
        private String id() {
            if (Session.isId(wanted)) {
                return wanted;
            }
            var found =
                    new Pages(session.api(), path(session), Query.of(Map.of("search", wanted)), 0);
            while (found.hasNext()) {
                JsonNode one = found.next();
                if (Json.text(one, "address").equalsIgnoreCase(wanted)) {
                    return Json.text(one, "id");
                }
            }
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "Nobody was invited at %s.".formatted(Output.plain(wanted)));
        }
    }

    /** Sends the mail again. */
    @Command(
            name = "resend",
            description = "Sends the mail of an invitation again, with a new link.")
    static final class Resend extends Act {
        Resend(Session session) {
            super(session, "resend", "The invitation of %s is sent again.");
        }
    }

    /** Takes an invitation back. */
    @Command(name = "revoke", description = "Takes an invitation back.")
    static final class Revoke extends Act {
        Revoke(Session session) {
            super(session, "revoke", "The invitation of %s is revoked.");
        }
    }
}
