package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.imports.MailboxSettings;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.users.ManyAliases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The settings of personal mailboxes as files bring and take them, many at once. */
@Component
class FiledSettings implements MailboxSettings {

    private final MailboxRepository mailboxes;
    private final ServiceRepository services;
    private final ServiceChange serviceChange;
    private final ManyAliases aliases;
    private final MailEngine engine;
    private final MailboxListUpdates lists;
    private final Scopes scopes;
    private final AuditLog audit;

    FiledSettings(
            MailboxRepository mailboxes,
            ServiceRepository services,
            ServiceChange serviceChange,
            ManyAliases aliases,
            MailEngine engine,
            MailboxListUpdates lists,
            Scopes scopes,
            AuditLog audit) {
        this.mailboxes = mailboxes;
        this.services = services;
        this.serviceChange = serviceChange;
        this.aliases = aliases;
        this.engine = engine;
        this.lists = lists;
        this.scopes = scopes;
        this.audit = audit;
    }

    @Override
    public Map<UserId, Settings> of(OrganizationScope scope, Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, @Nullable Long> limits = mailboxes.personalLimits(scope, users);
                    Map<MailboxId, List<EmailAddress>> further = aliases.of(scope, ids(users));
                    Map<UserId, Set<ServiceSwitch>> off = services.off(scope, users);
                    Map<UserId, Settings> settings = new HashMap<>();
                    limits.forEach((user, limit) ->
                            settings.put(
                                    user,
                                    new Settings(
                                            limit,
                                            new HashSet<>(
                                                    further.getOrDefault(
                                                            MailboxId.of(user), List.of())),
                                            ways(off.getOrDefault(user, Set.of())))));
                    return settings;
                });
    }

    @Override
    public Map<Alias, Against> against(OrganizationScope scope, Collection<Alias> wanted) {
        Map<Alias, ManyAliases.Wish> wishes = new HashMap<>();
        for (Alias alias : wanted) {
            MailboxId mailbox = alias.user() == null ? null : MailboxId.of(alias.user());
            wishes.put(alias, new ManyAliases.Wish(mailbox, alias.address()));
        }
        Map<ManyAliases.Wish, ManyAliases.Against> why =
                aliases.against(scope, Set.copyOf(wishes.values()));
        Map<Alias, Against> against = new HashMap<>();
        wishes.forEach((alias, wish) -> {
            ManyAliases.Against broken = why.get(wish);
            if (broken != null) {
                against.put(alias, new Against(broken.code(), broken.sentence()));
            }
        });
        return against;
    }

    @Override
    public Collection<String> names(EmailAddress alias) {
        return ManyAliases.keys(alias);
    }

    @Override
    public void hold(OrganizationScope scope, Collection<UserId> users) {
        scopes.run(scope, () -> mailboxes.lockAll(scope, ids(users)));
    }

    @Override
    public Set<UserId> write(OrganizationScope scope, Map<UserId, Settings> settings) {
        if (settings.isEmpty()) {
            return Set.of();
        }
        return scopes.in(scope, () -> writeAll(scope, settings));
    }

    private Set<UserId> writeAll(OrganizationScope scope, Map<UserId, Settings> settings) {
        Map<MailboxId, Mailbox> known = mailboxes.all(scope, ids(settings.keySet()));
        Map<UserId, Settings> before = of(scope, settings.keySet());
        Set<UserId> missed = writeAliases(scope, settings, known);
        if (!missed.isEmpty()) {
            return missed;
        }
        writeLimits(scope, settings, before, known);
        serviceChange.write(
                scope,
                settings.entrySet().stream()
                        .filter(one -> before.containsKey(one.getKey()))
                        .map(one -> step(one.getKey(), one.getValue(), before, known))
                        .filter(step -> !step.before().equals(step.after()))
                        .toList());
        lists.changed(scope);
        return Set.of();
    }

    private static ServiceChange.Step step(
            UserId user,
            Settings after,
            Map<UserId, Settings> before,
            Map<MailboxId, Mailbox> known) {
        return new ServiceChange.Step(
                Objects.requireNonNull(known.get(MailboxId.of(user))),
                switches(Objects.requireNonNull(before.get(user)).off()),
                switches(after.off()));
    }

    private void writeLimits(
            OrganizationScope scope,
            Map<UserId, Settings> settings,
            Map<UserId, Settings> before,
            Map<MailboxId, Mailbox> known) {
        Map<MailboxId, @Nullable Long> limits = new LinkedHashMap<>();
        List<Change> changes = new ArrayList<>();
        settings.forEach((user, after) -> {
            Settings was = before.get(user);
            Mailbox mailbox = known.get(MailboxId.of(user));
            if (was != null
                    && mailbox != null
                    && !Objects.equals(was.limitOctets(), after.limitOctets())) {
                limits.put(mailbox.id(), after.limitOctets());
                changes.add(
                        Change.edited(
                                "mailboxes.limit-changed",
                                "mailbox",
                                mailbox.id().value(),
                                mailbox.name(),
                                MailboxUsages.said(was.limitOctets()),
                                MailboxUsages.said(after.limitOctets())));
            }
        });
        if (!limits.isEmpty()) {
            mailboxes.setLimits(scope, limits);
            engine.noteChanged(scope, List.copyOf(limits.keySet()));
            audit.record(scope, changes);
        }
    }

    private Set<UserId> writeAliases(
            OrganizationScope scope,
            Map<UserId, Settings> settings,
            Map<MailboxId, Mailbox> known) {
        Map<MailboxId, List<EmailAddress>> now = aliases.of(scope, ids(settings.keySet()));
        Map<EmailAddress, MailboxId> given = new HashMap<>();
        Map<EmailAddress, MailboxId> taken = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        settings.forEach((user, after) -> {
            MailboxId id = MailboxId.of(user);
            Mailbox mailbox = known.get(id);
            List<EmailAddress> before = now.getOrDefault(id, List.of());
            Set<EmailAddress> more = new HashSet<>(after.aliases());
            before.forEach(more::remove);
            Set<EmailAddress> fewer = new HashSet<>(before);
            fewer.removeAll(after.aliases());
            if (mailbox != null) {
                more.forEach(alias -> given.put(alias, id));
            }
            fewer.forEach(alias -> taken.put(alias, id));
            if (!fewer.isEmpty() || (mailbox != null && !more.isEmpty())) {
                changes.add(
                        Change.done(
                                "mailboxes.aliases-changed",
                                "mailbox",
                                id.value(),
                                mailbox == null ? id.toString() : mailbox.name(),
                                Map.of("aliases", said(before)),
                                Map.of("aliases", said(after.aliases()))));
            }
        });
        aliases.giveBack(scope, taken);
        Set<UserId> missed =
                aliases.take(scope, given).stream()
                        .map(alias -> Objects.requireNonNull(given.get(alias)).user())
                        .collect(Collectors.toSet());
        if (missed.isEmpty() && !changes.isEmpty()) {
            audit.record(scope, changes);
        }
        return missed;
    }

    private static List<String> said(Collection<EmailAddress> addresses) {
        return List.copyOf(
                addresses.stream()
                        .map(EmailAddress::toString)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<Way> ways(Set<ServiceSwitch> switches) {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        switches.forEach(one -> ways.add(way(one)));
        return ways;
    }

    private static Way way(ServiceSwitch one) {
        return switch (one) {
            case WEBMAIL -> Way.WEBMAIL;
            case IMAP -> Way.IMAP;
            case SUBMISSION -> Way.SUBMISSION;
            case RECEPTION -> Way.RECEPTION;
        };
    }

    private static Set<ServiceSwitch> switches(Set<Way> ways) {
        Set<ServiceSwitch> switches = EnumSet.noneOf(ServiceSwitch.class);
        for (ServiceSwitch one : ServiceSwitch.values()) {
            if (ways.contains(way(one))) {
                switches.add(one);
            }
        }
        return switches;
    }

    private static List<MailboxId> ids(Collection<UserId> users) {
        return users.stream().map(MailboxId::of).toList();
    }
}
