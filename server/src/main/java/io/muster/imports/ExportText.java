package io.muster.imports;

import io.muster.access.Accounts.PasswordStanding;
import io.muster.imports.ExportColumn.Form;
import io.muster.imports.MailboxSettings.Settings;
import io.muster.imports.MailboxSettings.Way;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.UnitTree;
import io.muster.roles.Role;
import io.muster.users.UserLines;
import io.muster.users.UserState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns users as the database wrote them into rows of an exported file. Cells that a CSV file holds
 * as they are go over byte by byte, since an export has some 40 of them for each of a million
 * users; the others go through {@link CsvFileWriter}.
 */
final class ExportText {

    private static final byte[] NOTHING = {};
    private static final byte[] YES = octets("yes");
    private static final byte[] NO = octets("no");
    private static final PasswordStanding NO_PASSWORD = new PasswordStanding(false, false, false);

    /** Up to the seconds: {@code 2026-11-22 10:11:12}. */
    private static final int WHOLE_SECONDS = 19;

    /**
     * The octets that what might be a formula begins with, the full-width signs' first included.
     */
    private static final boolean[] LEADING = new boolean[256];

    static {
        for (int octet : new int[] {'\'', '=', '+', '-', '@', 0xEF}) {
            LEADING[octet] = true;
        }
    }

    private static final ExportColumn[] COLUMNS = ExportColumn.ALL.toArray(ExportColumn[]::new);

    private final Facts facts;
    private final Map<String, byte[]> unitCells = new HashMap<>();

    /** Filled up to {@link #size}: a stream would lock at each of its 90 million writes. */
    private byte[] out;

    private int size;

    /** The line at hand, and the cell in it. */
    private byte[] line = {};

    private int from;
    private int to;

    /**
     * What else is told of the users of a part.
     *
     * @param usualDiskLimit in octets, of users without one of their own; 0 is without limit
     */
    record Facts(
            UnitTree units,
            Map<UserId, List<Role>> roles,
            Map<UserId, PasswordStanding> passwords,
            Map<UserId, Instant> uses,
            Map<UserId, Settings> mailboxes,
            long usualDiskLimit) {}

    private ExportText(Facts facts, int rows) {
        this.facts = facts;
        this.out = new byte[rows * 300 + 1_000];
    }

    /** The byte order mark and the names of the columns. */
    static byte[] header() {
        var out = new ByteArrayOutputStream();
        try (var file = new CsvFileWriter(out, ',', true)) {
            file.write(ExportColumn.ALL.stream().map(ExportColumn::header).toList());
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    /** A row for each of the users, whose lines have the cells of {@link ExportColumn#CELLS}. */
    static byte[] rows(UserLines users, Facts facts) {
        var text = new ExportText(facts, users.lines().size());
        users.lines().forEach(text::row);
        return Arrays.copyOf(text.out, text.size);
    }

    private void row(byte[] of) {
        line = of;
        to = UserLines.cells() - 1;
        UserId user = UserLines.user(of);
        for (int i = 0; i < COLUMNS.length; i++) {
            if (i > 0) {
                write(',');
            }
            Form form = COLUMNS[i].form();
            if (COLUMNS[i].cell() == null) {
                write(known(form, user));
            } else if (form == Form.TEXT) {
                text(i == 0);
            } else {
                next();
                cell(form);
            }
        }
        write('\r');
        write('\n');
    }

    /** A tab or line feed within a cell has a backslash and a letter instead. */
    private void next() {
        from = to + 1;
        int end = from;
        while (line[end] != '\t' && line[end] != '\n') {
            end++;
        }
        to = end;
    }

    /** Looks at every octet of the file: this is where the time of an export goes. */
    private void text(boolean first) {
        byte[] octets = line;
        int start = to + 1;
        int end = start;
        boolean odd = false;
        for (byte octet = octets[end]; octet != '\t' && octet != '\n'; octet = octets[end]) {
            odd |= octet == ',' || octet == '"' || octet == '\\';
            end++;
        }
        from = start;
        to = end;
        if (start < end) {
            if (odd || (first && octets[start] == '#') || LEADING[octets[start] & 0xFF]) {
                write(CsvFileWriter.cell(unescaped(), first));
            } else {
                write(octets, start, end - start);
            }
        }
    }

    private byte[] known(Form form, UserId user) {
        return switch (form) {
            case ROLES -> roles(facts.roles().get(user));
            case LAST_USED -> time(facts.uses().get(user));
            case MUST_CHANGE -> flag(password(user).mustChange());
            case CHANGE_BARRED -> flag(password(user).changeBarred());
            case MAILBOX_LIMIT, ALIASES, WEBMAIL, IMAP, SUBMISSION, RECEPTION ->
                    mailbox(form, facts.mailboxes().get(user));
            default -> throw new IllegalArgumentException(form + " is made of a cell");
        };
    }

    /** Empty where he has no mailbox of his own. */
    private static byte[] mailbox(Form form, @Nullable Settings settings) {
        if (settings == null) {
            return NOTHING;
        }
        return switch (form) {
            case MAILBOX_LIMIT -> octets(MailboxCells.sizeText(settings.limitOctets()));
            case ALIASES ->
                    settings.aliases().isEmpty()
                            ? NOTHING
                            : CsvFileWriter.cell(MailboxCells.text(settings.aliases()), false);
            case WEBMAIL -> flag(!settings.off().contains(Way.WEBMAIL));
            case IMAP -> flag(!settings.off().contains(Way.IMAP));
            case SUBMISSION -> flag(!settings.off().contains(Way.SUBMISSION));
            case RECEPTION -> flag(!settings.off().contains(Way.RECEPTION));
            default -> throw new IllegalArgumentException(form + " is none of a mailbox");
        };
    }

    private static byte[] roles(@Nullable List<Role> roles) {
        return roles == null
                ? NOTHING
                : CsvFileWriter.cell(
                        EscapedList.join(roles.stream().map(Role::name).toList(), ';'), false);
    }

    private static byte[] time(@Nullable Instant time) {
        return time == null ? NOTHING : octets(time.toString());
    }

    private PasswordStanding password(UserId user) {
        return facts.passwords().getOrDefault(user, NO_PASSWORD);
    }

    private void cell(Form form) {
        switch (form) {
            case WORD -> word();
            case FLAG -> write(flag(line[from] == 't'));
            case ENABLED -> write(flag(isEnabled(UserState.valueOf(plain()))));
            case UNIT -> write(unitCells.computeIfAbsent(plain(), this::unit));
            case TIME -> time();
            case DISK_LIMIT -> write(diskLimit(plain()));
            case DOMAIN -> domain();
            case TEXT,
                    LAST_USED,
                    ROLES,
                    MUST_CHANGE,
                    CHANGE_BARRED,
                    MAILBOX_LIMIT,
                    ALIASES,
                    WEBMAIL,
                    IMAP,
                    SUBMISSION,
                    RECEPTION ->
                    throw new IllegalArgumentException(form + " is no form of a single cell");
        }
    }

    /** The text that COPY wrote in its text format. */
    private String unescaped() {
        String text = new String(line, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(
                    c != '\\'
                            ? c
                            : switch (text.charAt(++i)) {
                                case 'b' -> '\b';
                                case 'f' -> '\f';
                                case 'n' -> '\n';
                                case 'r' -> '\r';
                                case 't' -> '\t';
                                case 'v' -> '\u000B';
                                default -> text.charAt(i);
                            });
        }
        return plain.toString();
    }

    private void word() {
        write(octets(plain().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }

    /** As {@link Instant} writes it: no fraction of a second, or 3 digits of it, or 6. */
    private void time() {
        if (from == to) {
            return;
        }
        write(line, from, 10);
        write('T');
        write(line, from + 11, WHOLE_SECONDS - 11);
        int fraction = to - from - WHOLE_SECONDS;
        if (fraction > 0) {
            write(line, from + WHOLE_SECONDS, fraction);
            for (int digits = fraction - 1; digits % 3 != 0; digits++) {
                write('0');
            }
        }
        write('Z');
    }

    private void domain() {
        String address = unescaped();
        write(CsvFileWriter.cell(address.substring(address.lastIndexOf('@') + 1), false));
    }

    private byte[] unit(String id) {
        UnitId unit = new UnitId(UUID.fromString(id));
        return facts.units().find(unit).isEmpty()
                ? NOTHING
                : CsvFileWriter.cell(facts.units().pathOf(unit).toString(), false);
    }

    private byte[] diskLimit(String octets) {
        String limit = octets.isEmpty() ? Long.toString(facts.usualDiskLimit()) : octets;
        return octets(limit.equals("0") ? "unlimited" : limit);
    }

    /** As import reads it: whoever only waits for something is not disabled by his own file. */
    private static boolean isEnabled(UserState state) {
        return switch (state) {
            case INVITED, WAITING_FOR_PASSWORD, ACTIVE -> true;
            case DISABLED, DELETED -> false;
        };
    }

    /** The cell, which is a word, a number or an id. */
    private String plain() {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] flag(boolean value) {
        return value ? YES : NO;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    private void write(byte[] octets, int start, int length) {
        make(length);
        System.arraycopy(octets, start, out, size, length);
        size += length;
    }

    private void write(char sign) {
        make(1);
        out[size++] = (byte) sign;
    }

    private void make(int room) {
        if (size + room > out.length) {
            out = Arrays.copyOf(out, Math.max(size + room, out.length * 2));
        }
    }
}
