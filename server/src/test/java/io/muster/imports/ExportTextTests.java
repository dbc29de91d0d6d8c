package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.organizations.UnitTree;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.roles.Role;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import io.muster.users.AllUsers;
import io.muster.users.LastUses;
import io.muster.users.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An export says of each user, to the byte, what his settings written cell by cell would. */
@MusterTest
class ExportTextTests {

    private static final int USERS = 300;

    /** Pieces of which hostile texts are made. */
    private static final List<String> PIECES =
            List.of(
                    "=",
                    "+",
                    "-",
                    "@",
                    "'",
                    "\"",
                    ",",
                    ";",
                    "\t",
                    "\n",
                    "\r",
                    "\r\n",
                    "\\",
                    "\\N",
                    "\\.",
                    "\\t",
                    "#",
                    " ",
                    "a",
                    "Zo\u00eb",
                    "\u20ac",
                    "\uff1d",
                    "\uff0b",
                    "\uff0d",
                    "\uff20",
                    "\uffe5",
                    "\uD83D\uDE00",
                    "\b",
                    "\f",
                    "\u000b",
                    "\u001f",
                    "\u007f",
                    "\u00a0",
                    "\u2028",
                    "NULL",
                    "1980-01-01");

    @Autowired private World world;
    @Autowired private AllUsers users;
    @Autowired private Accounts accounts;
    @Autowired private Scopes scopes;
    @Autowired private Grants grants;
    @Autowired private LastUses uses;
    @Autowired private Units units;

    private final Random random = new Random(20_261_123);
    private OrganizationScope acme;
    private ImportDesk desk;

    @BeforeEach
    void anOrganizationOfHostileNames() {
        desk = ImportDesk.ofAnOwner(world);
        acme = desk.organization();
        var file =
                new StringBuilder(
                        "E-mail,Unit,Roles,Must change password,Enabled,Birthday,Expires on\n");
        for (int i = 0; i < USERS; i++) {
            file.append(
                    "u%d@%s,%s,%s,%s,%s,%s,%s\n"
                            .formatted(
                                    i,
                                    desk.domain(),
                                    i % 3 == 0 ? "\"=Sales, \"\"all\"\"/#North\"" : "",
                                    i % 40 == 0 ? "Help desk;Auditor" : "",
                                    i % 7 == 0 ? "yes" : "",
                                    i % 11 == 0 ? "no" : "",
                                    i % 5 == 0 ? "1980-02-29" : "",
                                    i % 6 == 0 ? "2030-12-31" : ""));
        }
        ImportDesk.File whole = desk.file(file.toString());
        whole.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY, "createUnits", true));
        whole.check();
        whole.run();
        List<User> made = users.after(acme, null, USERS + 10);
        TestDatabase.asOwnerAtOnce(database -> {
            for (User user : made) {
                database.sql(
                                """
                                UPDATE users SET logon_name = :logon, first_name = :first, last_name = :last,
                                    title = :title, work_street = :street, notes = :notes, external_id = :external,
                                    created_at = '2026-01-02 03:04:05Z'::timestamptz + :micros * interval '1 microsecond',
                                    last_sign_in_at = :seen::timestamptz
                                WHERE id = :id
                                """)
                        .param("logon", random.nextBoolean() ? null : "#" + user.id())
                        .param("first", hostile())
                        .param("last", hostile())
                        .param("title", hostile())
                        .param("street", hostile())
                        .param("notes", hostile())
                        .param("external", hostile())
                        .param(
                                "micros",
                                List.of(0, 1, 10, 120, 500_000, 123_000, 999_999, 7_800)
                                        .get(random.nextInt(8)))
                        .param("seen", random.nextBoolean() ? null : "2026-03-29T02:30:00+02:00")
                        .param("id", user.id().value())
                        .update();
            }
        });
    }

    private String hostile() {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void isWhatTheSettingsWrittenCellByCellAre() throws IOException {
        List<User> all = users.after(acme, null, USERS + 10);
        assertThat(all).hasSize(USERS + 1);
        assertThat(desk.export()).isEqualTo(file(all));
    }

    @Test
    void isTheSameForASelection() throws IOException {
        List<User> every =
                users.after(acme, null, USERS + 10).stream()
                        .filter(user -> user.address() != null && user.address().contains("7"))
                        .toList();
        List<String> ids = every.stream().map(User::id).map(UserId::toString).toList();
        assertThat(desk.export(Map.of("selection", Map.of("ids", ids)))).isEqualTo(file(every));
    }

    /** The file as the settings of each user make it. */
    private String file(List<User> all) throws IOException {
        UnitTree tree = units.tree(acme);
        var out = new ByteArrayOutputStream();
        try (var file = new CsvFileWriter(out, ',', true)) {
            file.write(ExportColumn.ALL.stream().map(ExportColumn::header).toList());
            for (User user : all) {
                file.write(cells(user, tree));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> cells(User user, UnitTree tree) {
        Map<ImportField, String> fields = ProfileFields.of(user.profile());
        var password = scopes.in(acme, () -> accounts.passwordStanding(acme, user.id()));
        fields.put(ImportField.LOGON_NAME, user.logonName() == null ? "" : user.logonName());
        fields.put(ImportField.ADDRESS, user.address() == null ? "" : user.address());
        fields.put(ImportField.SIGN_IN_METHOD, user.signInMethod().name().toLowerCase(Locale.ROOT));
        fields.put(ImportField.UNIT, tree.pathOf(user.unit()).toString());
        List<String> roles =
                grants.rolesOf(acme, List.of(user.id())).getOrDefault(user.id(), List.of()).stream()
                        .map(Role::name)
                        .toList();
        fields.put(ImportField.ROLES, EscapedList.join(roles, ';'));
        fields.put(
                ImportField.ENABLED,
                Stream.of("DISABLED", "DELETED").anyMatch(user.state().name()::equals)
                        ? "no"
                        : "yes");
        fields.put(
                ImportField.EXPIRES_ON,
                user.expiresOn() == null ? "" : user.expiresOn().toString());
        fields.put(ImportField.ALLOW_INCOMING, user.allowIncoming() ? "yes" : "no");
        fields.put(ImportField.MUST_CHANGE_PASSWORD, password.mustChange() ? "yes" : "no");
        fields.put(ImportField.PASSWORD_CHANGES_DISABLED, password.changeBarred() ? "yes" : "no");
        fields.put(ImportField.MAILBOX_LIMIT, "default");
        for (ImportField way :
                List.of(
                        ImportField.WEBMAIL,
                        ImportField.IMAP,
                        ImportField.SUBMISSION,
                        ImportField.RECEPTION)) {
            fields.put(way, "yes");
        }
        fields.put(ImportField.IN_ADDRESS_LIST, user.profile().inAddressList() ? "yes" : "no");
        List<String> cells = new ArrayList<>();
        Stream.of(ImportField.values())
                .filter(ImportField::exported)
                .forEach(field -> cells.add(fields.getOrDefault(field, "")));
        cells.add(user.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        cells.add(user.createdAt().toString());
        cells.add(user.lastSignInAt() == null ? "" : user.lastSignInAt().toString());
        Instant used = uses.of(acme, List.of(user.id())).get(user.id());
        cells.add(used == null ? "" : used.toString());
        cells.add("0");
        cells.add("unlimited");
        String address = user.address() == null ? "" : user.address();
        cells.add(address.substring(address.lastIndexOf('@') + 1));
        return cells;
    }
}
