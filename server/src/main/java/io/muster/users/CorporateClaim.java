package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.domains.AddressPlace;
import io.muster.domains.DomainActivated;
import io.muster.domains.Domains;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.notifications.Links;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.PersonalMails;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.organizations.Units;
import io.muster.users.CorporateRepository.Claimed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes corporate users of those who have an address in a domain that becomes active. Who is at
 * home elsewhere gets a place in the organization and keeps his home, his mail and his rights:
 * whoever proves a domain hasn't proved that what stands in such an account is his.
 */
@Component
class CorporateClaim implements ItemWork {

    static final String KIND = "users.become-corporate";

    private final CorporateRepository repository;
    private final Domains domains;
    private final Organizations organizations;
    private final Units units;
    private final Jobs jobs;
    private final Telling telling;
    private final Scopes scopes;
    private final JsonMapper json;

    CorporateClaim(
            CorporateRepository repository,
            Domains domains,
            Organizations organizations,
            Units units,
            Jobs jobs,
            Telling telling,
            Scopes scopes,
            JsonMapper json) {
        this.repository = repository;
        this.domains = domains;
        this.organizations = organizations;
        this.units = units;
        this.jobs = jobs;
        this.telling = telling;
        this.scopes = scopes;
        this.json = json;
    }

    /** What a job of this kind is for. */
    record Wish(DomainName domain) {}

    /** In the transaction of the activation, so that none is forgotten. */
    @EventListener
    void begin(DomainActivated activated) {
        InstanceScope machinery = scopes.machinery();
        DomainName domain = activated.name();
        repository.hold(domain);
        if (scopes.in(machinery, () -> repository.anyIn(machinery, domain))) {
            jobs.start(
                    scopes.organization(machinery, activated.organization()),
                    KIND,
                    new Wish(domain),
                    items ->
                            scopes.run(
                                    machinery,
                                    () -> repository.allIn(machinery, domain, items::add)));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_EDIT;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        InstanceScope machinery = scopes.machinery();
        DomainName domain = json.readValue(run.parameters(), Wish.class).domain();
        boolean active = domains.placeOf(scope, domain) == AddressPlace.OWN_ACTIVE;
        Map<UserId, Claimed> found =
                scopes.in(
                        machinery,
                        () ->
                                repository.lock(machinery, users(items)).stream()
                                        .collect(Collectors.toMap(Claimed::id, user -> user)));
        List<Outcome> outcomes = new ArrayList<>();
        List<Claimed> chosen = new ArrayList<>();
        for (Item item : items) {
            Claimed user = found.get(new UserId(item.subject()));
            UserRule rule = active ? against(scope, domain, user) : UserRule.DOMAIN_INACTIVE;
            if (rule == null && user != null) {
                chosen.add(user);
                outcomes.add(done(scope, item, user));
            } else {
                outcomes.add(refused(item, rule == null ? UserRule.GONE : rule));
            }
        }
        if (!chosen.isEmpty()) {
            claim(scope, machinery, domain, chosen);
        }
        return outcomes;
    }

    private static List<UserId> users(List<Item> items) {
        return items.stream().map(item -> new UserId(item.subject())).toList();
    }

    private static @Nullable UserRule against(
            OrganizationScope scope, DomainName domain, @Nullable Claimed user) {
        if (user == null) {
            return UserRule.GONE;
        }
        OrganizationId corporateOf = user.corporateOf();
        if (corporateOf != null) {
            return corporateOf.equals(scope.organization())
                    ? UserRule.ALREADY
                    : UserRule.CORPORATE_ELSEWHERE;
        }
        return domain.value().equals(user.domain()) ? null : UserRule.CHANGED_SINCE;
    }

    private static Outcome refused(Item item, UserRule rule) {
        return rule == UserRule.ALREADY
                ? Outcome.unchanged(item, rule.code(), rule.sentence())
                : Outcome.skipped(item, rule.code(), rule.sentence());
    }

    private static Outcome done(OrganizationScope scope, Item item, Claimed user) {
        return user.home().equals(scope.organization())
                ? Outcome.done(item)
                : Outcome.partly(
                        item, UserRule.HOME_ELSEWHERE.code(), UserRule.HOME_ELSEWHERE.sentence());
    }

    private void claim(
            OrganizationScope scope,
            InstanceScope machinery,
            DomainName domain,
            List<Claimed> chosen) {
        OrganizationId organization = scope.organization();
        List<UserId> ids = chosen.stream().map(Claimed::id).toList();
        List<UserId> elsewhere =
                chosen.stream()
                        .filter(user -> !user.home().equals(organization))
                        .map(Claimed::id)
                        .toList();
        scopes.run(
                machinery,
                () -> {
                    repository.claim(machinery, organization, ids);
                    if (!elsewhere.isEmpty()) {
                        repository.list(machinery, organization, units.builtIn(scope), elsewhere);
                    }
                });
        String name = organizations.find(scope).map(Organization::name).orElse("");
        telling.became(scope, name, domain, chosen);
    }

    /** Writes and tells what was done: into both organizations' logs, to lists and to users. */
    @Component
    static class Telling {

        private final AuditLog audit;
        private final PersonalMails mails;
        private final Links links;
        private final LiveUpdates live;
        private final ApplicationEventPublisher events;
        private final Scopes scopes;

        Telling(
                AuditLog audit,
                PersonalMails mails,
                Links links,
                LiveUpdates live,
                ApplicationEventPublisher events,
                Scopes scopes) {
            this.audit = audit;
            this.mails = mails;
            this.links = links;
            this.live = live;
            this.events = events;
            this.scopes = scopes;
        }

        void became(OrganizationScope scope, String name, DomainName domain, List<Claimed> chosen) {
            // The logs in one order, so that two domains activated at once never wait in a ring.
            Map<String, List<Claimed>> logs = new TreeMap<>();
            for (Claimed user : chosen) {
                put(logs, scope.organization(), user);
                if (!user.home().equals(scope.organization())) {
                    put(logs, user.home(), user);
                    tell(user, name, domain);
                }
            }
            logs.forEach((id, users) -> {
                OrganizationScope log =
                        scopes.organization(scopes.machinery(), OrganizationId.valueOf(id));
                scopes.run(
                        log,
                        () ->
                                audit.record(
                                        log,
                                        users.stream()
                                                .map(user -> change(scope, name, user))
                                                .toList()));
                List<UserId> atHome =
                        users.stream()
                                .filter(user -> user.home().equals(log.organization()))
                                .map(Claimed::id)
                                .toList();
                if (!atHome.isEmpty()) {
                    events.publishEvent(new UsersEdited(log.organization(), atHome));
                }
            });
            live.changed(scope, LiveTopic.USERS);
        }

        private static void put(
                Map<String, List<Claimed>> logs, OrganizationId organization, Claimed user) {
            logs.computeIfAbsent(organization.toString(), _ -> new ArrayList<>()).add(user);
        }

        private void tell(Claimed user, String organization, DomainName domain) {
            OrganizationScope home = scopes.organization(scopes.machinery(), user.home());
            Map<String, String> words =
                    Map.of(
                            "organization",
                            organization,
                            "domain",
                            domain.value(),
                            "link",
                            links.to("/account/profile"));
            scopes.run(
                    home, () -> mails.write(home, user.id(), MailTemplate.BECAME_CORPORATE, words));
        }

        private static Change change(OrganizationScope scope, String name, Claimed user) {
            return Change.done(
                    "users.became-corporate",
                    "user",
                    user.id().value(),
                    user.account(),
                    Map.of("corporate", false),
                    Map.of(
                            "corporate",
                            true,
                            "organizationId",
                            scope.organization().toString(),
                            "organization",
                            name,
                            "managedHere",
                            user.home().equals(scope.organization())));
        }
    }
}
