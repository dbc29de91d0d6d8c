package io.muster.users;

import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as he is read: his columns in the order in which they are taken, by their places. Exports
 * read 45 of them a million times, and looking for a name among them takes longer than reading it.
 */
final class UserColumns {

    /** Of the user u, his place m and his listing l. */
    static final String OF_USER =
            """
            u.id, u.address, u.logon_name, u.address_verified_at IS NOT NULL, l.type, l.kind = 1, u.state, u.state_reason,
                u.allow_incoming, u.sign_in_method, m.unit_id, u.display_name, u.first_name, u.middle_name, u.last_name,
                u.title, u.department, u.company, u.work_street, u.work_city, u.work_postal_code, u.work_region,
                u.work_country, u.office_phone, u.mobile_phone, u.home_phone, u.fax, u.web_page, u.recovery_address,
                u.reply_to, u.home_street, u.home_city, u.home_postal_code, u.home_region, u.home_country, u.time_zone,
                u.language, u.birthday, u.notes, u.external_id, u.in_address_list,
                (SELECT x.expires_on FROM account_expiries x
                 WHERE x.user_id = u.id AND x.organization_id = m.organization_id), u.last_sign_in_at, u.created_at,
                u.updated_at, u.deleted_at, u.former_unit_id, u.organization_id <> m.organization_id, u.version\
            """;

    private final ResultSet row;
    private int place;

    private UserColumns(ResultSet row) {
        this.row = row;
    }

    static User user(ResultSet row) throws SQLException {
        return new UserColumns(row).user();
    }

    private User user() throws SQLException {
        User read = whole();
        return read.guest() ? read.card() : read;
    }

    private User whole() throws SQLException {
        return new User(
                new UserId(id()),
                row.getString(++place),
                row.getString(++place),
                row.getBoolean(++place),
                UserType.of(row.getInt(++place)),
                row.getBoolean(++place),
                UserState.valueOf(text()),
                text(),
                row.getBoolean(++place),
                SignInMethod.valueOf(text()),
                new UnitId(id()),
                profile(),
                row.getObject(++place, LocalDate.class),
                instant(),
                time().toInstant(),
                time().toInstant(),
                instant(),
                formerUnit(),
                row.getBoolean(++place),
                row.getInt(++place));
    }

    private UserProfile profile() throws SQLException {
        return new UserProfile(
                text(),
                text(),
                text(),
                text(),
                new UserProfile.Work(text(), text(), text(), address()),
                new UserProfile.Contact(text(), text(), text(), text(), text(), text(), text()),
                address(),
                new UserProfile.Preferences(text(), text()),
                row.getObject(++place, LocalDate.class),
                text(),
                text(),
                row.getBoolean(++place));
    }

    private PostalAddress address() throws SQLException {
        return new PostalAddress(text(), text(), text(), text(), text());
    }

    private UUID id() throws SQLException {
        return row.getObject(++place, UUID.class);
    }

    private String text() throws SQLException {
        return row.getString(++place);
    }

    private OffsetDateTime time() throws SQLException {
        return row.getObject(++place, OffsetDateTime.class);
    }

    private @Nullable Instant instant() throws SQLException {
        OffsetDateTime time = row.getObject(++place, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private @Nullable UnitId formerUnit() throws SQLException {
        UUID unit = row.getObject(++place, UUID.class);
        return unit == null ? null : new UnitId(unit);
    }
}
