package io.muster.workbooks;

import io.muster.kernel.EmailAddress;
import io.muster.roles.Gifts.Gift;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that says what people get, in the organization or on one mailbox. Cell A1 ends with the
 * id of what it is for, the second row has headers, and each row from the third is for somebody on
 * the sheet Users. Whoever isn't there is ignored and reported: this sheet makes nobody.
 */
final class GrantSheet {

    static final List<String> HEADERS = List.of("Email", "Roles", "Permissions");

    private static final int MOST_ROWS = 20_000;
    private static final int FIRST_ROW = 3;
    private static final int ID_LENGTH = 36;

    private final String name;
    private final GiftCells cells;
    private final Set<EmailAddress> people;
    private final Findings errors;
    private final Findings ignored;

    private final Set<EmailAddress> seen = new HashSet<>();
    private final Map<EmailAddress, Gift> gifts = new HashMap<>();
    private String title = "";
    private @Nullable UUID id;
    private int rows;

    GrantSheet(
            String name,
            GiftCells cells,
            Set<EmailAddress> people,
            Findings errors,
            Findings ignored) {
        this.name = name;
        this.cells = cells;
        this.people = people;
        this.errors = errors;
        this.ignored = ignored;
    }

    String name() {
        return name;
    }

    /** What the sheet is for; null where it doesn't say so, which is an error then. */
    @Nullable UUID id() {
        return id;
    }

    /** What each is given; nobody who is given nothing. */
    Map<EmailAddress, Gift> gifts() {
        return gifts;
    }

    void read(XlsxFile file) throws Unreadable {
        file.read(
                name,
                (number, row) -> {
                    if (number == 1) {
                        title = row.getFirst();
                    }
                    return number < FIRST_ROW || row(number, row);
                });
        id = id(title).orElse(null);
        if (title.isEmpty()) {
            errors.add(
                    name,
                    "A1",
                    "title-missing",
                    "This cell says what the sheet is for, as \"name - UUID\".");
        } else if (id == null) {
            errors.add(name, "A1", "title-wrong", "This cell ends with a UUID: \"name - UUID\".");
        }
    }

    private static Optional<UUID> id(String title) {
        String end = title.substring(Math.max(0, title.length() - ID_LENGTH));
        return GiftCells.uuid(end);
    }

    private boolean row(int number, List<String> row) {
        if (row.subList(0, HEADERS.size()).stream().allMatch(String::isEmpty)) {
            return true;
        }
        rows++;
        if (rows > MOST_ROWS) {
            errors.add(name, 0, number, "too-many-rows", "A sheet has at most 20,000 rows.");
            return false;
        }
        Optional<EmailAddress> address =
                EmailAddress.parse(row.getFirst()).filter(people::contains);
        if (address.isEmpty()) {
            ignored.add(
                    name,
                    0,
                    number,
                    "not-on-users",
                    "%s isn't on the sheet Users, so this row is passed over."
                            .formatted(Findings.quoted(row.getFirst())));
            return true;
        }
        if (!seen.add(address.get())) {
            errors.add(
                    name,
                    0,
                    number,
                    "email-twice",
                    "%s stands on this sheet already.".formatted(address.get()));
            return true;
        }
        Gift gift = cells.read(name, number, row.get(1), row.get(2), errors);
        if (!gift.nothing()) {
            gifts.put(address.get(), gift);
        }
        return true;
    }
}
