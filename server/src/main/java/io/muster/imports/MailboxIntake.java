package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.ImportPass.Decision;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.MailboxSettings.Against;
import io.muster.imports.MailboxSettings.Alias;
import io.muster.imports.MailboxSettings.Settings;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.users.ProvisioningPlan;
import io.muster.users.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What rows say of mailboxes: whether it can be had, and how a mailbox then is. A file without such
 * columns costs nothing.
 */
@Component
class MailboxIntake {

    private final MailboxSettings mailboxes;
    private final Memberships memberships;

    MailboxIntake(MailboxSettings mailboxes, Memberships memberships) {
        this.mailboxes = mailboxes;
        this.memberships = memberships;
    }

    /** Looks up what the rows of a portion need, at once. */
    Watch over(
            OrganizationScope scope,
            UserImport file,
            RowReader reader,
            List<Candidate> candidates) {
        if (file.options().fields().stream()
                .noneMatch(field -> field != null && field.ofMailbox())) {
            return new Watch(null, reader, Map.of(), Set.of(), Map.of());
        }
        List<Candidate> wishing =
                candidates.stream()
                        .filter(one -> !MailboxCells.among(one.row().values()).isEmpty())
                        .toList();
        Set<UserId> users = new HashSet<>();
        for (Candidate candidate : wishing) {
            User user = candidate.user();
            if (user != null) {
                users.add(user.id());
            }
        }
        Map<UserId, Settings> now = mailboxes.of(scope, users);
        Set<Alias> wanted = new HashSet<>();
        for (Candidate candidate : wishing) {
            User user = candidate.user();
            UserId id = user == null ? null : user.id();
            lacking(candidate, id == null ? Settings.USUAL : now.getOrDefault(id, Settings.USUAL))
                    .forEach(alias -> wanted.add(new Alias(id, alias)));
        }
        return new Watch(
                scope,
                reader,
                now,
                users.isEmpty() ? Set.of() : memberships.above(scope, users),
                wanted.isEmpty() ? Map.of() : mailboxes.against(scope, wanted));
    }

    /** The aliases that a row names and its user hasn't; his own address is none. */
    private static Set<EmailAddress> lacking(Candidate candidate, Settings now) {
        String named = candidate.row().values().get(ImportField.ALIASES);
        if (named == null) {
            return Set.of();
        }
        Set<EmailAddress> lacking = new HashSet<>(MailboxCells.addresses(named));
        lacking.removeAll(now.aliases());
        User user = candidate.user();
        String own = candidate.row().values().get(ImportField.ADDRESS);
        if (own == null && user != null) {
            own = user.address();
        }
        String address = own;
        lacking.removeIf(alias -> alias.toString().equals(address));
        return lacking;
    }

    /** The claim that a row makes with an alias that it gives. */
    private static String claim(String address) {
        return "a:" + address;
    }

    /** The rows of one portion. */
    final class Watch {

        private final @Nullable OrganizationScope scope;
        private final RowReader reader;
        private final Map<UserId, Settings> now;
        private final Set<UserId> above;
        private final Map<Alias, Against> against;

        private Watch(
                @Nullable OrganizationScope scope,
                RowReader reader,
                Map<UserId, Settings> now,
                Set<UserId> above,
                Map<Alias, Against> against) {
            this.scope = scope;
            this.reader = reader;
            this.now = now;
            this.above = above;
            this.against = against;
        }

        /** What earlier rows may have claimed that this row collides with. */
        List<String> asked(Candidate candidate) {
            if (scope == null) {
                return List.of();
            }
            List<String> asked = new ArrayList<>();
            String address = candidate.row().values().get(ImportField.ADDRESS);
            if (address != null) {
                asked.add(claim(address));
            }
            String aliases = candidate.row().values().get(ImportField.ALIASES);
            if (aliases != null) {
                for (EmailAddress alias : MailboxCells.addresses(aliases)) {
                    for (String name : mailboxes.names(alias)) {
                        asked.add(claim(name));
                        asked.add("n:" + name);
                    }
                }
            }
            return asked;
        }

        /** The claims of a row that is done. */
        List<String> claims(Decision decision) {
            String aliases = decision.mailbox().get(ImportField.ALIASES);
            return aliases == null
                    ? List.of()
                    : MailboxCells.addresses(aliases).stream()
                            .map(alias -> claim(alias.toString()))
                            .toList();
        }

        /**
         * The decision with what the row says of the mailbox.
         *
         * @param claimed by earlier rows
         */
        Decision with(Candidate candidate, Decision decision, Map<String, Long> claimed) {
            OrganizationScope holder = scope;
            if (holder == null) {
                return decision;
            }
            // Whatever the row is to do: in a run its address is that alias by now.
            String address = candidate.row().values().get(ImportField.ADDRESS);
            if (address != null && claimed.containsKey(claim(address))) {
                Fault fault =
                        new Fault(
                                reader.column(ImportField.ADDRESS).orElse(null),
                                "users.taken",
                                "The e-mail address belongs to somebody else.");
                return ImportPass.decision(candidate, Answer.ERROR, List.of(fault));
            }
            if (!isOpen(decision)) {
                return decision;
            }
            Map<ImportField, String> wanted = MailboxCells.among(candidate.row().values());
            if (decision.verdict().answer() == Answer.CREATE
                    && MailboxCells.DEFAULT.equals(wanted.get(ImportField.MAILBOX_LIMIT))) {
                // A new user gets that of the defaults of new users.
                wanted.remove(ImportField.MAILBOX_LIMIT);
            }
            return wanted.isEmpty() ? decision : with(holder, candidate, decision, wanted, claimed);
        }

        private boolean isOpen(Decision decision) {
            return switch (decision.verdict().answer()) {
                case CREATE, UNCHANGED -> true;
                case UPDATE -> !(decision.plan() instanceof ProvisioningPlan.Act);
                case DELETE, REMOVE, SKIP, ERROR -> false;
            };
        }

        private Decision with(
                OrganizationScope holder,
                Candidate candidate,
                Decision decision,
                Map<ImportField, String> wanted,
                Map<String, Long> claimed) {
            Optional<Settings> found = before(candidate);
            if (found.isEmpty()) {
                ImportField named = wanted.keySet().iterator().next();
                Fault fault =
                        reader.fault(
                                named,
                                "no-mailbox",
                                "is of a mailbox, and this user has none of his own.");
                return ImportPass.decision(candidate, Answer.ERROR, List.of(fault));
            }
            Map<ImportField, String> wish = wish(candidate, found.get(), wanted);
            List<Fault> faults = faults(holder, candidate, found.get(), wish, claimed);
            if (!faults.isEmpty()) {
                return ImportPass.decision(candidate, Answer.ERROR, faults);
            }
            return wish.isEmpty() ? decision : decision.withMailbox(candidate, wish);
        }

        /** How the mailbox is that the user has or gets; nothing where he has none. */
        private Optional<Settings> before(Candidate candidate) {
            boolean named = candidate.row().values().containsKey(ImportField.ADDRESS);
            User user = candidate.user();
            if (user == null) {
                return named ? Optional.of(Settings.USUAL) : Optional.empty();
            }
            return user.address() == null && named
                    ? Optional.of(now.getOrDefault(user.id(), Settings.USUAL))
                    : Optional.ofNullable(now.get(user.id()));
        }

        /** What differs; of aliases those that are to come. */
        private Map<ImportField, String> wish(
                Candidate candidate, Settings before, Map<ImportField, String> wanted) {
            Map<ImportField, String> is = MailboxCells.of(before);
            Map<ImportField, String> wish = new EnumMap<>(ImportField.class);
            wanted.forEach((field, value) -> {
                if (field == ImportField.ALIASES) {
                    Set<EmailAddress> lacking = lacking(candidate, before);
                    if (!lacking.isEmpty()) {
                        wish.put(field, MailboxCells.text(lacking));
                    }
                } else if (!value.equals(is.get(field))) {
                    wish.put(field, value);
                }
            });
            return wish;
        }

        private List<Fault> faults(
                OrganizationScope holder,
                Candidate candidate,
                Settings before,
                Map<ImportField, String> wish,
                Map<String, Long> claimed) {
            List<Fault> faults = new ArrayList<>();
            wish.keySet().stream()
                    .flatMap(field -> lacks(holder, field).stream())
                    .forEach(faults::add);
            User user = candidate.user();
            if (!wish.isEmpty() && user != null && above.contains(user.id())) {
                faults.add(MORE_RIGHTS);
            }
            String aliases = wish.get(ImportField.ALIASES);
            if (aliases != null) {
                Set<EmailAddress> lacking = MailboxCells.addresses(aliases);
                if (before.aliases().size() + lacking.size() > MailboxSettings.MOST_ALIASES) {
                    faults.add(
                            reader.fault(
                                    ImportField.ALIASES,
                                    "too-many",
                                    "would give the user more than %d aliases."
                                            .formatted(MailboxSettings.MOST_ALIASES)));
                }
                UserId id = user == null ? null : user.id();
                for (EmailAddress alias : lacking) {
                    againstAlias(id, alias, claimed).ifPresent(faults::add);
                }
            }
            return faults;
        }

        private Optional<Fault> againstAlias(
                @Nullable UserId user, EmailAddress alias, Map<String, Long> claimed) {
            boolean claims =
                    mailboxes.names(alias).stream()
                            .anyMatch(name ->
                                    claimed.containsKey(claim(name))
                                            || claimed.containsKey("n:" + name));
            Against why = claims ? TAKEN : against.get(new Alias(user, alias));
            return Optional.ofNullable(why)
                    .map(broken ->
                            reader.fault(
                                    ImportField.ALIASES,
                                    broken.code(),
                                    "names %s. %s".formatted(alias, broken.sentence())));
        }

        private Optional<Fault> lacks(OrganizationScope holder, ImportField field) {
            return needed(field)
                    .filter(permission -> !holder.holds(permission))
                    .map(permission ->
                            reader.fault(
                                    field,
                                    "not-permitted",
                                    "needs the permission " + permission.text() + "."));
        }
    }

    private static final Against TAKEN = new Against("users.taken", "This address is taken.");

    private static final Fault MORE_RIGHTS =
            new Fault(
                    null,
                    "users.more-rights",
                    "This user holds rights that you lack, so his mailbox is not yours to change.");

    private static Optional<Permission> needed(ImportField field) {
        return field.ofMailbox()
                ? Optional.of(
                        field == ImportField.MAILBOX_LIMIT
                                ? Permission.MAILBOXES_STORAGE
                                : Permission.MAILBOXES_DELIVERY)
                : Optional.empty();
    }

    /** Nobody else changes these mailboxes before the transaction ends. */
    void hold(OrganizationScope scope, Collection<UserId> users) {
        if (!users.isEmpty()) {
            mailboxes.hold(scope, users);
        }
    }

    /** How the mailboxes of these users are set, or would be; each has an answer. */
    Map<UserId, Map<ImportField, String>> settings(
            OrganizationScope scope, Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        Map<UserId, Settings> found = mailboxes.of(scope, users);
        Map<UserId, Map<ImportField, String>> settings = new HashMap<>();
        users.forEach(user ->
                settings.put(user, MailboxCells.of(found.getOrDefault(user, Settings.USUAL))));
        return settings;
    }

    /**
     * Does what rows wished; aliases are added.
     *
     * @throws IllegalStateException when somebody took an alias meanwhile
     */
    void fulfil(OrganizationScope scope, Map<UserId, Map<ImportField, String>> wishes) {
        write(scope, wishes, true);
    }

    /** Brings settings back; aliases are those of before and no others. */
    void bringBack(OrganizationScope scope, Map<UserId, Map<ImportField, String>> former) {
        write(scope, former, false);
    }

    private void write(
            OrganizationScope scope, Map<UserId, Map<ImportField, String>> wanted, boolean adds) {
        if (wanted.isEmpty()) {
            return;
        }
        Map<UserId, Settings> found = mailboxes.of(scope, wanted.keySet());
        Map<UserId, Settings> after = new HashMap<>();
        wanted.forEach((user, fields) -> {
            Settings now = found.getOrDefault(user, Settings.USUAL);
            Map<ImportField, String> set = new EnumMap<>(fields);
            String aliases = set.get(ImportField.ALIASES);
            if (adds && aliases != null) {
                Set<EmailAddress> all = new HashSet<>(now.aliases());
                all.addAll(MailboxCells.addresses(aliases));
                set.put(ImportField.ALIASES, MailboxCells.text(all));
            }
            after.put(user, MailboxCells.with(now, set));
        });
        Set<UserId> missed = mailboxes.write(scope, after);
        if (!missed.isEmpty()) {
            throw new IllegalStateException("an alias was taken meanwhile: " + missed);
        }
    }

    /** Why settings can't be brought back, by user. */
    Map<UserId, Fault> against(
            OrganizationScope scope, Map<UserId, Map<ImportField, String>> former) {
        if (former.isEmpty()) {
            return Map.of();
        }
        Set<UserId> above = memberships.above(scope, former.keySet());
        Map<UserId, Fault> against = new HashMap<>();
        former.forEach((user, fields) ->
                fields.keySet().stream()
                        .flatMap(field -> needed(field).stream())
                        .filter(permission -> !scope.holds(permission))
                        .findFirst()
                        .map(permission ->
                                new Fault(
                                        null,
                                        "not-permitted",
                                        "To change his mailbox you need the permission "
                                                + permission.text()
                                                + "."))
                        .or(() ->
                                above.contains(user) ? Optional.of(MORE_RIGHTS) : Optional.empty())
                        .ifPresent(fault -> against.put(user, fault)));
        return against;
    }
}
