package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.FormulaGuard;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.MailboxGifts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/** Writes the file of a report while it is fetched, block by block. */
@Component
class ReportFiles {

    private final ReportRepository repository;
    private final Scopes scopes;

    ReportFiles(ReportRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    private static List<String> headers() {
        List<String> headers = new ArrayList<>(UsersSheet.HEADERS);
        headers.addAll(ReportWork.MORE_HEADERS);
        return headers;
    }

    /** The sheets of the example, filled. */
    void writeWorkbook(OrganizationScope scope, Report report, OutputStream out)
            throws IOException {
        Offer offer = shown(scope, report.head().offer());
        List<Long> blocks = LongStream.range(0, report.steps()).boxed().toList();
        // Of many mailboxes few have a row in each thousand users: no block is asked for in vain.
        Map<MailboxId, List<Long>> there =
                scopes.in(scope, () -> repository.blocks(scope, report.id()));
        try (WorkbookWriter writer = new WorkbookWriter(out)) {
            writer.lookUp(offer);
            try (WorkbookWriter.Sheet users = writer.users(headers())) {
                each(blocks, number -> users(scope, report, number), row -> users.row(row.cells()));
            }
            try (WorkbookWriter.Sheet account =
                    writer.account(offer.organizationName(), scope.organization().value())) {
                each(
                        blocks,
                        number -> users(scope, report, number),
                        row -> {
                            if (!row.roles().isEmpty() || !row.permissions().isEmpty()) {
                                account.row(
                                        List.of(
                                                row.cells().get(UsersSheet.EMAIL),
                                                row.roles(),
                                                row.permissions()));
                            }
                        });
            }
            for (MailboxGifts.Named mailbox : offer.mailboxes()) {
                try (WorkbookWriter.Sheet sheet = writer.mailbox(mailbox)) {
                    each(
                            there.getOrDefault(mailbox.id(), List.of()),
                            number ->
                                    scopes.in(
                                            scope,
                                            () ->
                                                    repository.mailbox(
                                                            scope,
                                                            report.id(),
                                                            mailbox.id().value(),
                                                            number)),
                            row ->
                                    sheet.row(
                                            List.of(
                                                    row.address(),
                                                    row.roles(),
                                                    row.permissions())));
                }
            }
        }
    }

    /** The sheet Users, and what its people hold in the organization. */
    void writeCsv(OrganizationScope scope, Report report, OutputStream out) throws IOException {
        try (Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            text.write('\uFEFF');
            List<String> headers = headers();
            headers.addAll(List.of("Roles", "Permissions"));
            line(text, headers);
            for (long number = 0; number < report.steps(); number++) {
                for (Report.Row row : users(scope, report, number).orElse(List.of())) {
                    List<String> cells = new ArrayList<>(row.cells());
                    cells.add(row.roles());
                    cells.add(row.permissions());
                    line(text, cells);
                }
            }
        }
    }

    private static void line(Writer text, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            text.write(i == 0 ? "\"" : ",\"");
            text.write(FormulaGuard.guarded(cells.get(i)).replace("\"", "\"\""));
            text.write('"');
        }
        text.write("\r\n");
    }

    private interface RowWriting<T> {
        void write(T row) throws IOException;
    }

    private static <T> void each(
            List<Long> blocks, LongFunction<Optional<List<T>>> read, RowWriting<T> writing)
            throws IOException {
        for (long number : blocks) {
            for (T row : read.apply(number).orElse(List.of())) {
                writing.write(row);
            }
        }
    }

    /** What the reader may see by now: a right may have ended since the report was made. */
    private static Offer shown(OrganizationScope scope, Offer offer) {
        return new Offer(
                offer.organizationName(),
                scope.holds(Permission.ROLES_READ) ? offer.roles() : List.of(),
                offer.permissions(),
                scope.holds(Permission.MAILBOXES_READ) ? offer.mailboxes() : List.of());
    }

    private Optional<List<Report.Row>> users(OrganizationScope scope, Report report, long number) {
        Optional<List<Report.Row>> rows =
                scopes.in(scope, () -> repository.users(scope, report.id(), number));
        return scope.holds(Permission.ROLES_READ)
                ? rows
                : rows.map(told ->
                        told.stream().map(row -> new Report.Row(row.cells(), "", "")).toList());
    }
}
