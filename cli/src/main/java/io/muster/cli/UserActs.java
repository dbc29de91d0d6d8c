package io.muster.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The acts on users: what each is called, is told and does. */
final class UserActs {

    private UserActs() {}

    @Command(
            name = "disable",
            description = "Closes sign-in and sending, and ends all sessions at once.")
    static final class Disable extends UserActCommand {

        @Option(names = "--allow-incoming", description = "Messages are still received.")
        private boolean allowIncoming;

        Disable(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "disable";
        }

        @Override
        boolean wantsNumber() {
            return true;
        }

        @Override
        Map<String, Object> options(Session at) {
            return Map.of("allowIncoming", allowIncoming);
        }
    }

    @Command(name = "enable", description = "Opens sign-in and sending again.")
    static final class Enable extends UserActCommand {

        Enable(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "enable";
        }
    }

    @Command(name = "move", description = "Puts users into another unit.")
    static final class Move extends UserActCommand {

        @Option(
                names = "--to",
                required = true,
                paramLabel = "UNIT",
                description = "Where to, by path, name or id.")
        private String to = "";

        Move(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "move";
        }

        @Override
        Map<String, Object> options(Session at) {
            return Map.of("unitId", Units.of(at).id(to));
        }
    }

    @Command(
            name = "set-expiry",
            description = {
                "Says when accounts end: on that day they are disabled, as by hand. Users are warned before.",
                "Who was disabled so stays it with a later date; enable him then."
            })
    static final class SetExpiry extends UserActCommand {

        @Option(
                names = "--on",
                required = true,
                paramLabel = "DATE",
                description = "The first day without access, such as 2030-12-31; never for no end.")
        private String on = "";

        SetExpiry(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "set-expiry";
        }

        @Override
        String words() {
            return "Set the expiry of";
        }

        @Override
        boolean wantsNumber() {
            return true;
        }

        @Override
        Map<String, Object> options(Session at) {
            if (on.strip().equalsIgnoreCase("never")) {
                return Map.of();
            }
            return Map.of("expiresOn", day("--on", on, ", or never"));
        }
    }

    @Command(
            name = "expire-password",
            description = "Passwords then only open the page on which a new one is chosen.")
    static final class ExpirePassword extends UserActCommand {

        ExpirePassword(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "expire-password";
        }

        @Override
        boolean wantsNumber() {
            return true;
        }
    }

    @Command(
            name = "delete",
            description =
                    "Disables users, moves them to the default unit and keeps all for 30 days.")
    static final class Delete extends UserActCommand {

        Delete(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "delete";
        }

        @Override
        boolean wantsNumber() {
            return true;
        }
    }

    @Command(
            name = "mail",
            description = {
                "Sends users a mail that the organization has written, one to each, to the e-mail address or else to"
                        + " the recovery address.",
                "Whom no mail reaches is told."
            })
    static final class Mail extends UserActCommand {

        @Option(
                names = "--template",
                required = true,
                paramLabel = "TEMPLATE",
                description = "The mail template, by name or id.")
        private String template = "";

        Mail(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "mail";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        boolean wantsNumber() {
            return true;
        }

        @Override
        Map<String, Object> options(Session at) {
            JsonNode all = at.api().get(at.organization() + "/mail-templates").path("templates");
            return all.valueStream()
                    .filter(one ->
                            Json.text(one, "id").equals(template)
                                    || Json.text(one, "name").equalsIgnoreCase(template.strip()))
                    .findFirst()
                    .map(one -> Map.<String, Object>of("templateId", Json.text(one, "id")))
                    .orElseThrow(() -> Failure.usage(none(all)));
        }

        private String none(JsonNode all) {
            String names =
                    all.valueStream()
                            .map(one -> Output.plain(Json.text(one, "name")))
                            .collect(Collectors.joining(", "));
            return "There is no mail template %s. There are: %s."
                    .formatted(Output.plain(template), names.isEmpty() ? "none" : names);
        }
    }

    @Command(
            name = "resync",
            description = {
                "Disconnects the mail programs of users, which then fetch everything anew; no message is lost.",
                "At most 25 users at a time; --all goes over all active users in batches with rests in between.",
                "It raises the load of the server: watch its processors and memory."
            })
    static final class Resync extends UserActCommand {

        Resync(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "resync";
        }

        @Override
        String words() {
            return "Resync the devices of";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        boolean isOwnForAll() {
            return true;
        }
    }

    @Command(
            name = "reindex",
            description = {
                "Builds the search index of users' mail anew, for when a search misses messages.",
                "No message changes, and searches go on meanwhile. The job says how many messages of each are in the index."
            })
    static final class Reindex extends UserActCommand {

        Reindex(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "reindex";
        }

        @Override
        String words() {
            return "Reindex the mail of";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }
    }

    @Command(
            name = "recalculate",
            description = {
                "Counts anew what is in the mailboxes of users, for when their disk usage is shown wrong.",
                "The job says the old and the new figure of each; where it was right nothing changes."
            })
    static final class Recalculate extends UserActCommand {

        Recalculate(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "recalculate-usage";
        }

        @Override
        String words() {
            return "Recalculate the disk usage of";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }
    }

    @Command(
            name = "restore",
            description = "Brings deleted users back; by filter: --state deleted.")
    static final class Restore extends UserActCommand {

        @Option(
                names = "--to",
                paramLabel = "UNIT",
                description =
                        "Where to when the former unit is gone; the default unit when left out.")
        private @Nullable String to;

        Restore(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "restore";
        }

        @Override
        Map<String, Object> options(Session at) {
            return to == null ? Map.of() : Map.of("unitId", Units.of(at).id(to));
        }
    }

    @Command(
            name = "purge",
            description = {
                "Removes users for good, with all that is theirs; only the audit log keeps their names. There is no undo.",
                "Those who were deleted: --state deleted."
            })
    static final class Purge extends UserActCommand {

        Purge(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "purge";
        }

        @Override
        boolean isForGood() {
            return true;
        }
    }

    @Command(
            name = "send-password-mail",
            description = {
                "Mails users a password that is made anew, to the address for recovery where there is one.",
                "The former one opens nothing any more once the mail is handed over; who can't get one is told."
            })
    static final class SendPasswordMail extends UserActCommand {

        SendPasswordMail(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "send-password-mail";
        }

        @Override
        String words() {
            return "Make and mail new passwords for";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        boolean wantsNumber() {
            return true;
        }
    }

    @Command(
            name = "send-password-link",
            description = {
                "Mails users a link with which they set their passwords themselves.",
                "Whom no mail reaches is told."
            })
    static final class SendPasswordLink extends UserActCommand {

        SendPasswordLink(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "reset-password";
        }

        @Override
        String words() {
            return "Send links to set a password to";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }
    }

    @Command(
            name = "set-fields",
            description = {
                "Overwrites fields of users with the same values for all; other fields stay as they are.",
                "An empty value empties the field: --set=title="
            })
    static final class SetFields extends UserActCommand {

        @Mixin private ProfileFieldOptions fields = new ProfileFieldOptions();

        SetFields(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "set-fields";
        }

        @Override
        String words() {
            return "Set fields of";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            Map<String, Object> values = fields.values();
            if (values.isEmpty()) {
                throw Failure.usage("Say which fields: --set=FIELD=VALUE.");
            }
            return Map.of("fields", values);
        }
    }

    @Command(name = "add-role", description = "Gives users a role; it must be yours to give.")
    static final class AddRole extends UserActCommand {

        @Option(
                names = "--add",
                required = true,
                paramLabel = "ROLE",
                description = "The role that is given, by name or id.")
        private String role = "";

        AddRole(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "add-role";
        }

        @Override
        String words() {
            return "Give the role %s to".formatted(role);
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            return Map.of("roleId", UserFilterOptions.role(at, role));
        }
    }

    @Command(
            name = "remove-role",
            description = "Takes a role from users; whoever doesn't hold it stays as he is.")
    static final class RemoveRole extends UserActCommand {

        @Option(
                names = "--remove",
                required = true,
                paramLabel = "ROLE",
                description = "The role that is taken, by name or id.")
        private String role = "";

        RemoveRole(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "remove-role";
        }

        @Override
        String words() {
            return "Take the role %s from".formatted(role);
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            return Map.of("roleId", UserFilterOptions.role(at, role));
        }
    }

    /** The day that an option names, as the API wants it. */
    static String day(String option, String text, String otherwise) {
        try {
            return LocalDate.parse(text.strip()).toString();
        } catch (DateTimeParseException _) {
            throw Failure.usage(
                    "%s: give a day such as 2030-12-31%s.".formatted(option, otherwise));
        }
    }
}
