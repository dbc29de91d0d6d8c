package io.muster.imports;

import io.muster.users.UserCell;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of an exported file, called as import knows it. None holds a password.
 *
 * @param cell what it is made of; null where the users module doesn't know
 */
record ExportColumn(String header, @Nullable UserCell cell, Form form) {

    static final List<ExportColumn> ALL =
            Stream.concat(
                            Arrays.stream(ImportField.values())
                                    .filter(ImportField::exported)
                                    .map(ExportColumn::of),
                            Stream.of(
                                    of(InformationColumn.STATE, UserCell.STATE, Form.WORD),
                                    of(InformationColumn.CREATED, UserCell.CREATED_AT, Form.TIME),
                                    of(
                                            InformationColumn.LAST_SIGN_IN,
                                            UserCell.LAST_SIGN_IN_AT,
                                            Form.TIME),
                                    new ExportColumn(
                                            InformationColumn.LAST_USED.header(),
                                            null,
                                            Form.LAST_USED),
                                    of(InformationColumn.DISK_USAGE, UserCell.DISK_USED, Form.TEXT),
                                    of(
                                            InformationColumn.DISK_LIMIT,
                                            UserCell.DISK_LIMIT,
                                            Form.DISK_LIMIT),
                                    of(InformationColumn.DOMAIN, UserCell.ADDRESS, Form.DOMAIN)))
                    .toList();

    /** What the database is asked for, in the order of the columns. */
    static final List<UserCell> CELLS =
            ALL.stream().map(ExportColumn::cell).filter(Objects::nonNull).toList();

    /** How the file says what the database has. */
    enum Form {
        TEXT,
        /** In small letters, with blanks. */
        WORD,
        FLAG,
        ENABLED,
        UNIT,
        TIME,
        DISK_LIMIT,
        /** What stands behind the last at sign. */
        DOMAIN,
        LAST_USED,
        ROLES,
        MUST_CHANGE,
        CHANGE_BARRED,
        MAILBOX_LIMIT,
        ALIASES,
        WEBMAIL,
        IMAP,
        SUBMISSION,
        RECEPTION
    }

    private static ExportColumn of(InformationColumn column, UserCell cell, Form form) {
        return new ExportColumn(column.header(), cell, form);
    }

    private static ExportColumn of(ImportField field) {
        return switch (field) {
            case ROLES -> new ExportColumn(field.header(), null, Form.ROLES);
            case MUST_CHANGE_PASSWORD -> new ExportColumn(field.header(), null, Form.MUST_CHANGE);
            case PASSWORD_CHANGES_DISABLED ->
                    new ExportColumn(field.header(), null, Form.CHANGE_BARRED);
            case MAILBOX_LIMIT -> new ExportColumn(field.header(), null, Form.MAILBOX_LIMIT);
            case ALIASES -> new ExportColumn(field.header(), null, Form.ALIASES);
            case WEBMAIL -> new ExportColumn(field.header(), null, Form.WEBMAIL);
            case IMAP -> new ExportColumn(field.header(), null, Form.IMAP);
            case SUBMISSION -> new ExportColumn(field.header(), null, Form.SUBMISSION);
            case RECEPTION -> new ExportColumn(field.header(), null, Form.RECEPTION);
            case UNIT -> new ExportColumn(field.header(), UserCell.UNIT, Form.UNIT);
            case ENABLED -> new ExportColumn(field.header(), UserCell.STATE, Form.ENABLED);
            case SIGN_IN_METHOD ->
                    new ExportColumn(field.header(), UserCell.SIGN_IN_METHOD, Form.WORD);
            case ALLOW_INCOMING, IN_ADDRESS_LIST ->
                    new ExportColumn(field.header(), UserCell.valueOf(field.name()), Form.FLAG);
            default -> new ExportColumn(field.header(), UserCell.valueOf(field.name()), Form.TEXT);
        };
    }
}
