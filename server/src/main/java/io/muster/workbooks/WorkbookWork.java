package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobEnded;
import io.muster.jobs.JobRun;
import io.muster.kernel.DomainName;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxGifts;
import io.muster.mailboxes.UnwantedMailboxes;
import io.muster.roles.Gifts;
import io.muster.roles.Gifts.Gift;
import io.muster.roles.Grants;
import io.muster.users.AddressRule;
import io.muster.users.Provisioning;
import io.muster.users.Provisioning.Creation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The job that makes the people of a workbook: each with his roles, his access to mailboxes and the
 * mail with his first link, in the transaction of his portion.
 */
@Component
class WorkbookWork implements ItemWork {

    static final String KIND = "users.workbook";
    static final int PORTION = 100;

    private final WorkbookRepository repository;
    private final Provisioning provisioning;
    private final Gifts gifts;
    private final MailboxGifts mailboxes;
    private final UnwantedMailboxes unwanted;
    private final AddressRule addresses;

    WorkbookWork(
            WorkbookRepository repository,
            Provisioning provisioning,
            Gifts gifts,
            MailboxGifts mailboxes,
            UnwantedMailboxes unwanted,
            AddressRule addresses) {
        this.repository = repository;
        this.provisioning = provisioning;
        this.gifts = gifts;
        this.mailboxes = mailboxes;
        this.unwanted = unwanted;
        this.addresses = addresses;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_CREATE;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        Map<UserId, Person> people =
                repository.find(
                        scope,
                        run.job(),
                        items.stream().map(item -> new UserId(item.subject())).toList());
        // Locks in the order of everybody: seats, mailboxes, users, the end of the audit log.
        provisioning.hold(scope, Set.of(), Set.of());
        mailboxes.hold(
                scope,
                people.values().stream()
                        .flatMap(person -> person.mailboxes().keySet().stream())
                        .toList());
        Map<UserId, Refusal> refused = refusals(scope, people, create(scope, people));
        Map<UserId, Person> made = new LinkedHashMap<>(people);
        made.keySet().removeAll(refused.keySet());
        Map<UserId, String> left = new HashMap<>();
        provisioning
                .withoutSeat(scope, made.keySet())
                .forEach(user ->
                        leave(
                                left,
                                user,
                                "He starts disabled: all licences of the organization are in use."));
        give(scope, made, left);
        giveMailboxes(scope, made, left);
        provisioning
                .welcome(scope, made.keySet())
                .forEach((user, rule) ->
                        leave(left, user, "No mail with a link went out: " + rule.sentence()));
        return items.stream().map(item -> outcome(item, made.keySet(), refused, left)).toList();
    }

    /** Why somebody was not made. */
    private record Refusal(String code, String sentence) {

        static final Refusal TAKEN =
                new Refusal("users.taken", "The e-mail address belongs to somebody else by now.");
    }

    /** Their domain is out of use by now, or somebody else has the address. */
    private Map<UserId, Refusal> refusals(
            OrganizationScope scope, Map<UserId, Person> people, Set<UserId> refused) {
        Map<DomainName, Refusal> byDomain = new HashMap<>();
        Map<UserId, Refusal> refusals = new HashMap<>();
        people.forEach((id, person) -> {
            if (refused.contains(id)) {
                refusals.put(
                        id,
                        byDomain.computeIfAbsent(
                                person.address().domain(),
                                _ ->
                                        addresses
                                                .against(scope, person.address())
                                                .map(rule ->
                                                        new Refusal(rule.code(), rule.sentence()))
                                                .orElse(Refusal.TAKEN)));
            }
        });
        return refusals;
    }

    private static void leave(Map<UserId, String> left, UserId user, String what) {
        left.merge(user, what, (one, other) -> one + " " + other);
    }

    private Set<UserId> create(OrganizationScope scope, Map<UserId, Person> people) {
        List<Creation> creations = new ArrayList<>();
        List<UserId> without = new ArrayList<>();
        people.forEach((id, person) -> {
            creations.add(
                    new Creation(
                            id,
                            People.wanted(person),
                            null,
                            null,
                            person.account() != null,
                            false));
            if (!person.mailbox()) {
                without.add(id);
            }
        });
        unwanted.note(scope, without);
        Set<UserId> refused = provisioning.create(scope, creations);
        unwanted.forget(scope, refused);
        return refused;
    }

    private void give(OrganizationScope scope, Map<UserId, Person> made, Map<UserId, String> left) {
        Map<UserId, Gift> given = new HashMap<>();
        made.forEach((id, person) -> {
            if (!person.given().nothing()) {
                given.put(id, person.given());
            }
        });
        if (given.isEmpty()) {
            return;
        }
        gifts.give(scope, given)
                .forEach((id, outcome) -> {
                    if (outcome instanceof Grants.Outcome.Refused) {
                        left.put(
                                id,
                                "His roles and permissions are not yours to give any more, so he has none of them.");
                    }
                });
    }

    private void giveMailboxes(
            OrganizationScope scope, Map<UserId, Person> made, Map<UserId, String> left) {
        Map<MailboxId, Map<UserId, Gift>> given = new LinkedHashMap<>();
        made.forEach((user, person) ->
                person.mailboxes()
                        .forEach((id, gift) ->
                                given.computeIfAbsent(id, _ -> new LinkedHashMap<>())
                                        .put(user, gift)));
        mailboxes
                .give(scope, given)
                .forEach((id, why) ->
                        given.getOrDefault(id, Map.of())
                                .keySet()
                                .forEach(user ->
                                        leave(
                                                left,
                                                user,
                                                "No access to the mailbox %s: %s"
                                                        .formatted(
                                                                id, WorkbookCheck.sentence(why)))));
    }

    private static Outcome outcome(
            Item item, Set<UserId> made, Map<UserId, Refusal> refused, Map<UserId, String> left) {
        UserId id = new UserId(item.subject());
        Refusal refusal = refused.get(id);
        if (refusal != null) {
            return Outcome.failed(item, refusal.code(), refusal.sentence());
        }
        if (!made.contains(id)) {
            return Outcome.failed(item, "kernel.fault", "What was to be made is gone.");
        }
        return left.containsKey(id)
                ? Outcome.partly(item, "workbooks.not-all-given", left.getOrDefault(id, ""))
                : Outcome.done(item);
    }

    @EventListener
    void ended(JobEnded ended) {
        if (ended.job().kind().equals(KIND)) {
            repository.forget(ended.scope(), ended.job().id());
        }
    }
}
