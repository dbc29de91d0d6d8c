package io.muster.workbooks;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.roles.Gifts.Gift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sheet that makes people: one row each. */
final class UsersSheet {

    static final int MOST = 5_000;
    static final int FIRST_NAME = 0;
    static final int LAST_NAME = 1;
    static final int EMAIL = 2;
    static final int MAILBOX = 3;

    static final List<String> HEADERS =
            List.of("First Name", "Last Name", "Email", "Create personal mailbox");

    private static final int LONGEST_NAME = 255;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final Findings errors;
    private final Map<EmailAddress, Row> people = new LinkedHashMap<>();
    private int rows;

    UsersSheet(Findings errors) {
        this.errors = errors;
    }

    /** A row without a fault. */
    record Row(
            int number, String firstName, String lastName, EmailAddress address, boolean mailbox) {

        Person person(@Nullable Gift account, Map<MailboxId, Gift> mailboxes) {
            return new Person(firstName, lastName, address, mailbox, account, mailboxes);
        }
    }

    void read(XlsxFile file, String sheet) throws Unreadable {
        List<String> headers = new ArrayList<>();
        file.read(
                sheet,
                (number, cells) -> {
                    if (number == 1) {
                        headers.addAll(cells);
                        return true;
                    }
                    return row(sheet, number, cells);
                });
        for (int column = 0; column <= EMAIL; column++) {
            String header = headers.isEmpty() ? "" : plain(headers.get(column));
            if (!header.equals(plain(HEADERS.get(column)))) {
                errors.add(
                        sheet,
                        column,
                        1,
                        "header",
                        "The first row has the header \"%s\" here.".formatted(HEADERS.get(column)));
            }
        }
        if (rows == 0) {
            errors.add(sheet, "", "empty-list", "There is nobody on this sheet.");
        }
    }

    private static String plain(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private boolean row(String sheet, int number, List<String> cells) {
        if (cells.subList(0, MAILBOX + 1).stream().allMatch(String::isEmpty)) {
            return true;
        }
        rows++;
        if (rows > MOST) {
            errors.add(
                    sheet,
                    FIRST_NAME,
                    number,
                    "too-many-rows",
                    "A workbook has at most 5,000 people. Spread them over more files.");
            return false;
        }
        name(sheet, FIRST_NAME, number, cells.get(FIRST_NAME));
        name(sheet, LAST_NAME, number, cells.get(LAST_NAME));
        Optional<EmailAddress> address = address(sheet, number, cells.get(EMAIL));
        boolean mailbox = mailbox(sheet, number, cells.get(MAILBOX));
        address.ifPresent(found -> {
            Row row = new Row(number, cells.get(FIRST_NAME), cells.get(LAST_NAME), found, mailbox);
            Row earlier = people.putIfAbsent(found, row);
            if (earlier != null) {
                errors.add(
                        sheet,
                        EMAIL,
                        number,
                        "email-twice",
                        "%s stands in row %,d already.".formatted(found, earlier.number()));
            }
        });
        return true;
    }

    private void name(String sheet, int column, int number, String name) {
        if (name.isEmpty()) {
            errors.add(
                    sheet,
                    column,
                    number,
                    column == FIRST_NAME ? "first-name-empty" : "last-name-empty",
                    "%s is missing.".formatted(HEADERS.get(column)));
        } else if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            errors.add(sheet, column, number, "too-long", "This has at most 255 characters.");
        } else if (CONTROL.matcher(name).find()) {
            errors.add(
                    sheet,
                    column,
                    number,
                    "control-character",
                    "This is one line without control characters.");
        }
    }

    private Optional<EmailAddress> address(String sheet, int number, String text) {
        if (text.isEmpty()) {
            errors.add(sheet, EMAIL, number, "email-empty", "Email is missing.");
            return Optional.empty();
        }
        Optional<EmailAddress> address = EmailAddress.parse(text);
        if (address.isEmpty()) {
            errors.add(
                    sheet,
                    EMAIL,
                    number,
                    "email-wrong",
                    "%s is no e-mail address.".formatted(Findings.quoted(text)));
        }
        return address;
    }

    private boolean mailbox(String sheet, int number, String text) {
        boolean yes = text.equalsIgnoreCase("Y");
        if (!yes && !text.isEmpty() && !text.equalsIgnoreCase("N")) {
            errors.add(
                    sheet,
                    MAILBOX,
                    number,
                    "yes-or-no",
                    "Y makes a mailbox; N or an empty cell makes none.");
        }
        return yes;
    }

    /** Who stands on the sheet, in its order; also those with a fault in another cell. */
    Map<EmailAddress, Row> people() {
        return people;
    }
}
