package io.muster.workbooks;

import io.muster.access.Permission;
import io.muster.mailboxes.MailboxGifts;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.DataValidationErrorStyle;
import org.dhatim.fastexcel.SheetProtectionOption;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes the sheets of a workbook, one after the other and each from its top, so that no more than
 * some hundred rows are in memory. All cells are text: nothing that people wrote becomes a formula.
 */
final class WorkbookWriter implements Closeable {

    /** Rows of a sheet in all programs, the header too. */
    static final int MOST_ROWS = 1_048_576;

    private static final int FLUSH = 500;
    private static final int LONGEST_CELL = 32_767;
    private static final String TEXT = "@";

    private final Workbook book;
    private final SheetNames names = new SheetNames();

    WorkbookWriter(OutputStream out) {
        this.book = new Workbook(out, "Muster", null);
    }

    /** The two sheets to look things up in, which nobody changes. */
    void lookUp(Offer offer) throws IOException {
        Sheet roles =
                new Sheet(
                        SheetNames.ROLES,
                        List.of(),
                        List.of("Role Name", "Role UUID", "Role Type"));
        offer.roles()
                .forEach(role ->
                        roles.row(List.of(role.name(), role.id().toString(), type(role.level()))));
        roles.protect();
        roles.close();
        Sheet permissions =
                new Sheet(SheetNames.PERMISSIONS, List.of(), List.of("Name", "Code", "Type"));
        offer.permissions()
                .forEach(permission ->
                        permissions.row(
                                List.of(
                                        permission.summary(),
                                        Offer.code(permission),
                                        type(permission.level()))));
        permissions.protect();
        permissions.close();
    }

    private static String type(Permission.Level level) {
        return switch (level) {
            case ORGANIZATION -> "account";
            case MAILBOX -> "mailbox";
            case INSTANCE -> "instance";
        };
    }

    Sheet users(List<String> headers) {
        return new Sheet(SheetNames.USERS, List.of(), headers);
    }

    Sheet account(String organization, UUID id) {
        return new Sheet(SheetNames.ACCOUNT, List.of(title(organization, id)), GrantSheet.HEADERS);
    }

    Sheet mailbox(MailboxGifts.Named mailbox) {
        return new Sheet(
                names.next(mailbox.name()),
                List.of(title(mailbox.name(), mailbox.id().value())),
                GrantSheet.HEADERS);
    }

    private static String title(String name, UUID id) {
        return name + " - " + id;
    }

    @Override
    public void close() throws IOException {
        book.finish();
    }

    /** One sheet on its way out. */
    final class Sheet implements Closeable {

        private final Worksheet sheet;
        private final int columns;
        private int next;

        private Sheet(String name, List<String> title, List<String> headers) {
            this.sheet = book.newWorksheet(name);
            this.columns = headers.size();
            for (int column = 0; column < columns; column++) {
                // Programs would make one number of "10000,10001".
                sheet.style(column).format(TEXT).set();
                sheet.width(column, column == 0 && title.isEmpty() ? 28 : 40);
            }
            if (!title.isEmpty()) {
                cells(title);
                sheet.style(0, 0).bold().set();
            }
            cells(headers);
            sheet.range(next - 1, 0, next - 1, columns - 1)
                    .style()
                    .bold()
                    .fillColor("E0E0E0")
                    .set();
            sheet.freezePane(0, next);
        }

        /** Writes a row; past the last one that a sheet has room for nothing more. */
        void row(List<String> cells) {
            if (next < MOST_ROWS) {
                cells(cells);
            }
        }

        private void cells(List<String> cells) {
            for (int column = 0; column < cells.size(); column++) {
                if (!cells.get(column).isEmpty()) {
                    sheet.inlineString(next, column, writable(cells.get(column)));
                }
            }
            next++;
            if (next % FLUSH == 0) {
                try {
                    sheet.flush();
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
            }
        }

        void yesOrNo(int column, int rows) {
            sheet.range(next, column, next + rows - 1, column)
                    .validateWithListByFormula("\"Y,N\"")
                    .allowBlank(true)
                    .showErrorMessage(true)
                    .errorStyle(DataValidationErrorStyle.STOP)
                    .errorTitle("Y or N")
                    .error("Y makes a personal mailbox; N or an empty cell makes none.");
        }

        /**
         * Offers what another sheet lists; something else can be typed where a cell may hold more
         * than one.
         */
        void choice(int column, int rows, String formula, boolean onlyThese) {
            sheet.range(next, column, next + rows - 1, column)
                    .validateWithListByFormula(formula)
                    .allowBlank(true)
                    .showErrorMessage(onlyThese)
                    .errorStyle(DataValidationErrorStyle.WARNING)
                    .errorTitle("Not on the sheet Users")
                    .error("A row for somebody who isn't on the sheet Users is passed over.");
        }

        private void protect() {
            sheet.protect(
                    // No secret: it keeps from slips, and everybody may take it off.
                    "muster",
                    SheetProtectionOption.SHEET,
                    SheetProtectionOption.FORMAT_CELLS,
                    SheetProtectionOption.INSERT_ROWS,
                    SheetProtectionOption.DELETE_ROWS);
        }

        @Override
        public void close() throws IOException {
            sheet.finish();
        }
    }

    /** What XML can't hold is a space; a cell has an end. */
    static String writable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    boolean fits =
                            c == '\t'
                                    || c == '\n'
                                    || (c >= ' ' && c < 0xD800)
                                    || (c > 0xDFFF && c < 0xFFFE)
                                    || c > 0xFFFF;
                    out.appendCodePoint(fits ? c : ' ');
                });
        if (out.length() > LONGEST_CELL) {
            out.setLength(
                    Character.isHighSurrogate(out.charAt(LONGEST_CELL - 1))
                            ? LONGEST_CELL - 1
                            : LONGEST_CELL);
        }
        return out.toString();
    }
}
