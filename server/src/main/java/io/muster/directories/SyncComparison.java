package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.directories.SyncDifference.Kind;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.users.LogonName;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningPlan;
import io.muster.users.User;
import io.muster.users.UserProfile;
import io.muster.users.UserState;
import io.muster.users.WantedUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what there is to do so that users are as their entries say. The preview shows it and the job
 * does it: both ask here. Runs in its caller's transaction.
 */
@Component
class SyncComparison {

    private static final String ABOVE =
            "The user may more than who configured the directory, which says nothing of him.";

    /** Somebody here, or elsewhere in the instance, has one of the names. */
    private static final Set<String> HERE = Set.of("users.taken", "users.exists", "users.deleted");

    private final LinkedUsers linked;
    private final Vouching vouching;
    private final Provisioning provisioning;

    SyncComparison(LinkedUsers linked, Vouching vouching, Provisioning provisioning) {
        this.linked = linked;
        this.vouching = vouching;
        this.provisioning = provisioning;
    }

    /**
     * A user and his entry.
     *
     * @param entry null when it is gone
     */
    record Pair(User user, LinkedUser link, @Nullable SeenEntry entry) {}

    /**
     * @param newcomers how many entries have no user
     */
    record Compared(List<SyncDifference> differences, int newcomers) {}

    /** What is to be done for each. */
    Map<UserId, ProvisioningPlan> judge(
            OrganizationScope scope, Directory directory, Collection<Pair> pairs) {
        Map<UserId, Pair> byUser = new LinkedHashMap<>();
        pairs.forEach(pair -> byUser.put(pair.user().id(), pair));
        Set<UserId> above = vouching.above(directory, scope, byUser.keySet());
        Map<UserId, WantedUser> wanted = new LinkedHashMap<>();
        byUser.forEach((id, pair) -> {
            if (!above.contains(id)) {
                wanted.put(id, wanted(pair, true));
            }
        });
        Map<UserId, ProvisioningPlan> plans = new HashMap<>(provisioning.planKnown(scope, wanted));
        // Whose new name can't be had gets the rest all the same.
        Map<UserId, WantedUser> again = new LinkedHashMap<>();
        plans.forEach((id, plan) -> {
            if (plan instanceof ProvisioningPlan.Refused refused && refused.field() != null) {
                Optional.ofNullable(byUser.get(id))
                        .ifPresent(pair -> again.put(id, wanted(pair, false)));
            }
        });
        provisioning
                .planKnown(scope, again)
                .forEach((id, plan) -> {
                    if (plan instanceof ProvisioningPlan.Update) {
                        plans.put(id, plan);
                    }
                });
        above.forEach(id ->
                plans.put(id, new ProvisioningPlan.Refused(null, "not-permitted", ABOVE, id)));
        return plans;
    }

    private static WantedUser wanted(Pair pair, boolean names) {
        User user = pair.user();
        LinkedUser link = pair.link();
        EmailAddress address = user.address() == null ? null : EmailAddress.valueOf(user.address());
        LogonName name = user.logonName() == null ? null : new LogonName(user.logonName());
        if (pair.entry() == null) {
            return wanted(address, name, UnaryOperator.identity(), false);
        }
        AttributeMapping values = pair.entry().values();
        AttributeMapping seen = link.seen();
        if (names && seen != null && address != null && same(seen.address(), user.address())) {
            address = EmailAddress.parse(values.address()).orElse(address);
        }
        String logonName = seen == null ? link.logonName() : seen.logonName();
        if (names && name != null && same(logonName, user.logonName())) {
            name = LogonName.parse(values.logonName()).orElse(name);
        }
        return wanted(
                address,
                name,
                profile -> EntryUsers.over(profile, values, seen),
                enabled(pair.entry().account(), link));
    }

    private static @Nullable Boolean enabled(AccountThere account, LinkedUser link) {
        return switch (account) {
            case CLOSED -> false;
            case OPEN -> link.disabledBySync() ? true : null;
            case UNKNOWN -> null;
        };
    }

    private static WantedUser wanted(
            @Nullable EmailAddress address,
            @Nullable LogonName name,
            UnaryOperator<UserProfile> profile,
            @Nullable Boolean enabled) {
        return new WantedUser(
                address,
                name,
                WantedUser.Expected.KNOWN,
                profile,
                null,
                null,
                enabled,
                null,
                null,
                null);
    }

    private static boolean same(String there, @Nullable String here) {
        return there.equalsIgnoreCase(here);
    }

    /**
     * What differs of these entries. What was seen of those that don't differ is kept.
     *
     * @param creates whether users are made of entries that have none
     */
    Compared compare(
            OrganizationScope scope,
            Directory directory,
            boolean creates,
            List<SeenEntry> entries) {
        Map<String, LinkedUser> links = new HashMap<>();
        linked.find(scope, directory.id(), ids(entries))
                .forEach(link -> links.put(link.entryId(), link));
        Map<UserId, User> users =
                provisioning.known(scope, links.values().stream().map(LinkedUser::user).toList());
        List<Pair> pairs = new ArrayList<>();
        List<SeenEntry> newcomers = new ArrayList<>();
        for (SeenEntry entry : entries) {
            LinkedUser link = links.get(entry.values().entryId());
            if (link == null) {
                newcomers.add(entry);
                continue;
            }
            User user = users.get(link.user());
            if (user != null && user.state() != UserState.DELETED) {
                pairs.add(new Pair(user, link, entry));
            }
        }
        List<SyncDifference> differences = new ArrayList<>();
        List<LinkedUsers.Sighting> same = new ArrayList<>();
        Map<UserId, ProvisioningPlan> plans = judge(scope, directory, pairs);
        for (Pair pair : pairs) {
            differing(pair, plans.get(pair.user().id()))
                    .ifPresentOrElse(differences::add, () -> keep(pair, same));
        }
        linked.saw(scope, same);
        if (creates) {
            differences.addAll(people(scope, newcomers));
        }
        return new Compared(differences, newcomers.size());
    }

    private static void keep(Pair pair, List<LinkedUsers.Sighting> same) {
        if (pair.entry() != null && !pair.entry().values().equals(pair.link().seen())) {
            same.add(
                    LinkedUsers.Sighting.of(
                            pair.link(),
                            pair.entry().entry(),
                            pair.user().address(),
                            pair.user().logonName(),
                            null));
        }
    }

    /** What becomes of users whose entries are gone; of deleted ones nothing. */
    List<SyncDifference> vanished(
            OrganizationScope scope, Directory directory, Collection<UserId> gone) {
        Map<UserId, LinkedUser> links = linked.find(scope, gone);
        List<Pair> pairs = new ArrayList<>();
        provisioning
                .known(scope, gone)
                .forEach((id, user) -> {
                    LinkedUser link = links.get(id);
                    if (link != null && user.state() != UserState.DELETED) {
                        pairs.add(new Pair(user, link, null));
                    }
                });
        Map<UserId, ProvisioningPlan> plans = judge(scope, directory, pairs);
        List<SyncDifference> differences = new ArrayList<>();
        for (Pair pair : pairs) {
            ProvisioningPlan plan = plans.get(pair.user().id());
            differences.add(
                    plan instanceof ProvisioningPlan.Refused refused
                            ? difference(pair, Kind.REFUSED, List.of(), refused.message())
                            : difference(pair, Kind.VANISHED, fields(plan), ""));
        }
        return differences;
    }

    private static List<String> fields(@Nullable ProvisioningPlan plan) {
        return plan instanceof ProvisioningPlan.Update update ? update.changes() : List.of();
    }

    private static Optional<SyncDifference> differing(Pair pair, @Nullable ProvisioningPlan plan) {
        SeenEntry entry = pair.entry();
        boolean moved =
                entry != null
                        && (!entry.entry().name().equals(pair.link().distinguishedName())
                                || pair.link().vanishedAt() != null);
        if (plan == null) {
            return Optional.empty();
        }
        return switch (plan) {
            case ProvisioningPlan.Refused refused ->
                    Optional.of(difference(pair, Kind.REFUSED, List.of(), refused.message()));
            case ProvisioningPlan.Update update ->
                    Optional.of(difference(pair, kind(update), update.changes(), ""));
            case ProvisioningPlan.Keep _, ProvisioningPlan.Create _, ProvisioningPlan.Act _ ->
                    moved
                            ? Optional.of(difference(pair, Kind.MOVED, List.of(), ""))
                            : Optional.empty();
        };
    }

    private static Kind kind(ProvisioningPlan.Update update) {
        boolean disabled = update.user().state() == UserState.DISABLED;
        Boolean enabled = update.wanted().enabled();
        if (enabled == null || enabled != disabled) {
            return Kind.CHANGED;
        }
        return enabled ? Kind.ENABLED : Kind.DISABLED;
    }

    private static SyncDifference difference(
            Pair pair, Kind kind, List<String> fields, String message) {
        return new SyncDifference(
                Ids.next(),
                kind,
                pair.user().id(),
                pair.user().account(),
                pair.entry() == null
                        ? pair.link().distinguishedName()
                        : pair.entry().entry().name(),
                fields,
                message,
                pair.entry());
    }

    /** Who is disabled there becomes no user; who has a name of somebody here neither. */
    private List<SyncDifference> people(OrganizationScope scope, List<SeenEntry> newcomers) {
        Map<SeenEntry, WantedUser> wanted = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (SeenEntry entry : newcomers) {
            if (entry.account() == AccountThere.OPEN) {
                EntryUsers.wanted(entry.values(), false, null)
                        .filter(user -> names.add(String.valueOf(user.logonName())))
                        .ifPresent(user -> wanted.put(entry, user));
            }
        }
        List<ProvisioningPlan> plans = provisioning.plan(scope, List.copyOf(wanted.values()));
        List<SyncDifference> differences = new ArrayList<>();
        int next = 0;
        for (SeenEntry entry : wanted.keySet()) {
            ProvisioningPlan plan = plans.get(next++);
            String against = plan instanceof ProvisioningPlan.Refused no ? no.message() : "";
            if (plan instanceof ProvisioningPlan.Refused no && HERE.contains(no.code())) {
                continue;
            }
            differences.add(
                    new SyncDifference(
                            Ids.next(),
                            against.isEmpty() ? Kind.NEW : Kind.REFUSED,
                            UserId.next(),
                            entry.values().logonName(),
                            entry.entry().name(),
                            List.of(),
                            against,
                            entry));
        }
        return differences;
    }

    private static List<String> ids(List<SeenEntry> entries) {
        return entries.stream().map(entry -> entry.values().entryId()).toList();
    }
}
