package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.JobRun;
import io.muster.jobs.JobWork;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxGifts;
import io.muster.roles.Gifts;
import io.muster.roles.Gifts.Gift;
import io.muster.users.AllUsers;
import io.muster.users.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The job that gathers what a report tells, a thousand users a step. */
@Component
class ReportWork implements JobWork {

    static final String KIND = "users.report";

    static final List<String> MORE_HEADERS = List.of("State", "Kind", "Created", "Last sign-in");

    private static final int STEP = 1_000;

    private final ReportRepository repository;
    private final AllUsers users;
    private final Gifts gifts;
    private final MailboxGifts mailboxes;
    private final JsonMapper json;

    ReportWork(
            ReportRepository repository,
            AllUsers users,
            Gifts gifts,
            MailboxGifts mailboxes,
            JsonMapper json) {
        this.repository = repository;
        this.users = users;
        this.gifts = gifts;
        this.mailboxes = mailboxes;
        this.json = json;
    }

    /** What the job is given at its start. */
    record Parameters(UUID reportId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_EXPORT;
    }

    @Override
    public Step step(JobRun job) {
        OrganizationScope scope = job.scope();
        UUID id = json.readValue(job.parameters(), Parameters.class).reportId();
        Optional<Report> found = repository.find(scope, id);
        if (found.isEmpty()) {
            return Step.brokenOff(job, "workbooks.removed");
        }
        Report report = found.get();
        List<User> portion;
        int asked;
        UserId last = report.lastUser();
        if (report.selected()) {
            List<UserId> ids = repository.selected(scope, id, last, STEP);
            portion = users.of(scope, ids);
            asked = ids.size();
            last = ids.isEmpty() ? last : ids.getLast();
        } else {
            portion = users.after(scope, last, STEP);
            asked = portion.size();
            last = portion.isEmpty() ? last : portion.getLast().id();
        }
        if (!portion.isEmpty()) {
            write(scope, report, job.position(), portion);
        }
        if (last != null) {
            repository.advance(scope, id, portion.size(), last);
        }
        return new Step(
                portion.size(), asked - portion.size(), 0, job.position() + 1, asked < STEP);
    }

    private void write(OrganizationScope scope, Report report, long number, List<User> portion) {
        List<UserId> ids = portion.stream().map(User::id).toList();
        // Who may not see who holds what learns it from no report either.
        Map<UserId, Gift> given =
                scope.holds(Permission.ROLES_READ) ? gifts.of(scope, ids) : Map.of();
        Set<MailboxId> own =
                mailboxes.named(scope, ids.stream().map(MailboxId::of).toList()).stream()
                        .map(MailboxGifts.Named::id)
                        .collect(Collectors.toCollection(HashSet::new));
        repository.append(
                scope,
                report.id(),
                null,
                number,
                portion.stream()
                        .map(user ->
                                row(
                                        user,
                                        own.contains(MailboxId.of(user.id())),
                                        given.getOrDefault(user.id(), Gift.NOTHING)))
                        .toList());
        Set<MailboxId> sheets =
                report.head().mailboxes().stream()
                        .map(MailboxGifts.Named::id)
                        .collect(Collectors.toSet());
        Map<UserId, User> byId = portion.stream().collect(Collectors.toMap(User::id, user -> user));
        mailboxes
                .to(scope, ids)
                .forEach((mailbox, holders) -> {
                    if (sheets.contains(mailbox)) {
                        repository.append(
                                scope, report.id(), mailbox.value(), number, rows(byId, holders));
                    }
                });
    }

    private static List<Report.MailboxRow> rows(Map<UserId, User> byId, Map<UserId, Gift> holders) {
        List<Report.MailboxRow> rows = new ArrayList<>();
        holders.forEach((id, gift) -> {
            User user = byId.get(id);
            if (user != null) {
                rows.add(new Report.MailboxRow(user.account(), roles(gift), permissions(gift)));
            }
        });
        return rows;
    }

    private static Report.Row row(User user, boolean mailbox, Gift given) {
        return new Report.Row(
                List.of(
                        user.profile().firstName(),
                        user.profile().lastName(),
                        user.account(),
                        mailbox ? "Y" : "N",
                        words(user.state().name()),
                        words(user.type().name()),
                        time(user.createdAt()),
                        time(user.lastSignInAt())),
                roles(given),
                permissions(given));
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }

    private static String roles(Gift gift) {
        return gift.roles().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String permissions(Gift gift) {
        return gift.permissions().stream()
                .sorted()
                .map(Offer::code)
                .collect(Collectors.joining(","));
    }
}
