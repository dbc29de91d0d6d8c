package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The acts on the mailboxes of many users, and on what they have open. */
final class MailboxActs {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(b|kib|mib|gib|tib)?");

    private MailboxActs() {}

    @Command(
            name = "set-mailbox-limit",
            description = {
                "Says how large the mailboxes of users may become. What is in them stays.",
                "The job can be undone."
            })
    static final class SetLimit extends UserActCommand {

        @Option(
                names = "--to",
                required = true,
                paramLabel = "SIZE",
                description =
                        "Such as 500MiB or 2GiB; none for no limit, default for the organization's.")
        private String to = "";

        SetLimit(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "set-mailbox-limit";
        }

        @Override
        String words() {
            return "Set the size limit of";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            String text = to.strip().toLowerCase(Locale.ROOT);
            return switch (text) {
                case "default" -> Map.of();
                case "none" -> Map.of("limitOctets", 0);
                default -> Map.of("limitOctets", octets(text));
            };
        }

        private static long octets(String text) {
            Matcher size = SIZE.matcher(text);
            if (!size.matches()) {
                throw Failure.usage("--to: give a size such as 2GiB, none or default.");
            }
            String unit = size.group(2);
            int power = unit == null ? 0 : "bkmgt".indexOf(unit.charAt(0));
            try {
                long octets = Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * power));
                if (octets == 0) {
                    throw Failure.usage("--to: for no limit say none.");
                }
                return octets;
            } catch (ArithmeticException _) {
                throw Failure.usage("--to: this is more than a mailbox may have.");
            }
        }
    }

    @Command(
            name = "change-aliases",
            description = {
                "Gives users a further address by a pattern, or takes it from them.",
                "Who can't have it is left out, with the reason. The job can be undone."
            })
    static final class ChangeAliases extends UserActCommand {

        @ArgGroup(exclusive = true, multiplicity = "1")
        private Ways ways = new Ways();

        @Option(
                names = "--try",
                description =
                        "Has a job say the alias of each, or why he can't have it, and changes nothing.")
        private boolean isTrial;

        ChangeAliases(Session session) {
            super(session);
        }

        private static final class Ways {

            @Option(
                    names = "--add",
                    required = true,
                    paramLabel = "PATTERN",
                    description =
                            "Such as {first}.{last}@new.example; also {local}, {domain}, {f} and {l}.")
            private @Nullable String add;

            @Option(
                    names = "--remove",
                    required = true,
                    paramLabel = "PATTERN",
                    description = "The alias that goes.")
            private @Nullable String remove;
        }

        @Override
        String verb() {
            return "change-aliases";
        }

        @Override
        String words() {
            return "Change aliases of";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("way", ways.add == null ? "REMOVE" : "ADD");
            wanted.put("pattern", Objects.requireNonNullElse(ways.add, ways.remove));
            wanted.put("dryRun", isTrial);
            return wanted;
        }
    }

    @Command(
            name = "disconnect",
            description = {
                "Ends what users have open now, with console and portal or mail programs; they may sign in again.",
                "Whoever starts it stays connected himself."
            })
    static final class Disconnect extends UserActCommand {

        @Option(
                names = "--service",
                paramLabel = "SERVICE",
                split = ",",
                description = "Only what is open by any of: ${COMPLETION-CANDIDATES}.")
        private @Nullable List<UserFilterOptions.Service> services;

        Disconnect(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "disconnect";
        }

        @Override
        String words() {
            return "Disconnect";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            return services == null
                    ? Map.of()
                    : Map.of("services", services.stream().map(Enum::name).toList());
        }
    }

    @Command(
            name = "switch-services",
            description = {
                "Switches services of users on and off; those that aren't named stay as they are.",
                "What is switched off ends at once. The job can be undone."
            })
    static final class SwitchServices extends UserActCommand {

        @Option(
                names = "--imap",
                paramLabel = "on|off",
                description = "Mail programs read the folders.")
        private UserServicesCommand.@Nullable Switch imap;

        @Option(
                names = "--submission",
                paramLabel = "on|off",
                description = "Mail programs send as the users.")
        private UserServicesCommand.@Nullable Switch submission;

        @Option(
                names = "--reception",
                paramLabel = "on|off",
                description = "Mail for the users arrives.")
        private UserServicesCommand.@Nullable Switch reception;

        @Option(
                names = "--webmail",
                paramLabel = "on|off",
                description = "The users read and send in the browser.")
        private UserServicesCommand.@Nullable Switch webmail;

        SwitchServices(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "switch-services";
        }

        @Override
        String words() {
            return "Switch services of";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            put(wanted, "imap", imap);
            put(wanted, "submission", submission);
            put(wanted, "reception", reception);
            put(wanted, "webmail", webmail);
            if (wanted.isEmpty()) {
                throw Failure.usage("Say which: --imap, --submission, --reception or --webmail.");
            }
            return wanted;
        }

        private static void put(
                Map<String, Object> wanted,
                String service,
                UserServicesCommand.@Nullable Switch way) {
            if (way != null) {
                wanted.put(service, way == UserServicesCommand.Switch.ON);
            }
        }
    }
}
