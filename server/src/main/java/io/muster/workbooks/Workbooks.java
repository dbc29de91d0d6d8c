package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.SentBody;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxGifts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Workbooks of new users: the example, the check of one that was filled in, and its run. */
@Component
class Workbooks {

    static final int LARGEST = 16 << 20;

    /** Each that is read takes some tens of MiB. */
    private static final int AT_ONCE = 2;

    private final Offers offers;
    private final WorkbookCheck check;
    private final WorkbookRepository repository;
    private final Jobs jobs;
    private final Scopes scopes;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Workbooks(
            Offers offers,
            WorkbookCheck check,
            WorkbookRepository repository,
            Jobs jobs,
            Scopes scopes) {
        this.offers = offers;
        this.check = check;
        this.repository = repository;
        this.jobs = jobs;
        this.scopes = scopes;
    }

    /** What became of a workbook that came in. */
    sealed interface Outcome {
        record Checked(CheckedWorkbook workbook) implements Outcome {}

        record Started(CheckedWorkbook workbook, JobId job) implements Outcome {}

        record TooLarge() implements Outcome {}

        /** Others are being read. */
        record Busy() implements Outcome {}
    }

    /** Writes an empty workbook with all that the actor may give. */
    void example(OrganizationScope scope, OutputStream out) throws IOException {
        Offer offer = offers.of(scope);
        try (WorkbookWriter writer = new WorkbookWriter(out)) {
            writer.lookUp(offer);
            try (WorkbookWriter.Sheet users = writer.users(UsersSheet.HEADERS)) {
                users.yesOrNo(UsersSheet.MAILBOX, UsersSheet.MOST);
            }
            try (WorkbookWriter.Sheet account =
                    writer.account(offer.organizationName(), scope.organization().value())) {
                choices(account, offer);
            }
            for (MailboxGifts.Named mailbox : offer.mailboxes()) {
                try (WorkbookWriter.Sheet sheet = writer.mailbox(mailbox)) {
                    choices(sheet, offer);
                }
            }
        }
    }

    private static void choices(WorkbookWriter.Sheet sheet, Offer offer) {
        sheet.choice(0, UsersSheet.MOST, "Users!$C$2:$C$" + (UsersSheet.MOST + 1), true);
        if (!offer.roles().isEmpty()) {
            sheet.choice(1, UsersSheet.MOST, "Roles!$B$2:$B$" + (offer.roles().size() + 1), false);
        }
        if (!offer.permissions().isEmpty()) {
            sheet.choice(
                    2,
                    UsersSheet.MOST,
                    "Permissions!$B$2:$B$" + (offer.permissions().size() + 1),
                    false);
        }
    }

    /** Says what is wrong with a workbook; makes nothing. */
    Outcome check(OrganizationScope scope, InputStream in) throws IOException {
        return reading(in, content -> new Outcome.Checked(check.check(scope, content)));
    }

    /** Checks a workbook and, when nothing is wrong with it, begins to make its people. */
    Outcome run(OrganizationScope scope, InputStream in) throws IOException {
        return reading(
                in,
                content -> {
                    CheckedWorkbook checked = check.check(scope, content);
                    return checked.errors().total() > 0
                            ? new Outcome.Checked(checked)
                            : new Outcome.Started(checked, start(scope, checked.people()));
                });
    }

    private JobId start(OrganizationScope scope, List<Person> people) {
        Map<UserId, Person> named = new LinkedHashMap<>();
        people.forEach(person -> named.put(UserId.next(), person));
        return scopes.in(
                scope,
                () ->
                        jobs.start(
                                scope,
                                WorkbookWork.KIND,
                                Map.of("people", people.size()),
                                WorkbookWork.PORTION,
                                (job, items) -> {
                                    repository.insert(scope, job, named);
                                    items.add(
                                            named.entrySet().stream()
                                                    .map(entry ->
                                                            new Jobs.Subject(
                                                                    entry.getKey().value(),
                                                                    entry.getValue()
                                                                            .address()
                                                                            .toString()))
                                                    .toList());
                                }));
    }

    private interface Reading {
        Outcome of(byte[] content);
    }

    /**
     * The body waits in a file until a place is free: who sends slowly keeps nobody from it, and
     * many who send at once don't fill the memory.
     */
    private Outcome reading(InputStream in, Reading reading) throws IOException {
        Path sent = Files.createTempFile("workbook", ".xlsx");
        try {
            if (!takes(in, sent)) {
                SentBody.passOver(in, LARGEST);
                return new Outcome.TooLarge();
            }
            if (!places.tryAcquire()) {
                return new Outcome.Busy();
            }
            try {
                return reading.of(Files.readAllBytes(sent));
            } finally {
                places.release();
            }
        } finally {
            Files.deleteIfExists(sent);
        }
    }

    /** False when there is more than a workbook may have. */
    private static boolean takes(InputStream in, Path file) throws IOException {
        byte[] buffer = new byte[8_192];
        long length = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                if (length > LARGEST) {
                    return false;
                }
                out.write(buffer, 0, read);
            }
        }
        return true;
    }
}
