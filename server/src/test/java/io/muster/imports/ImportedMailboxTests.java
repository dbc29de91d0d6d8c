package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Files bring size limits, aliases and services of mailboxes, and take them along. */
@MusterTest
class ImportedMailboxTests {

    private static final String COLUMNS =
            "E-mail,Mailbox size limit,Aliases,Webmail,IMAP,Outgoing SMTP,Incoming SMTP";

    @Autowired private World world;

    private OrganizationScope acme;
    private ImportDesk desk;
    private String domain;
    private String base;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        acme = desk.organization();
        domain = desk.domain();
        base = "/api/v1/organizations/" + acme.organization();
    }

    private String csv(String... lines) {
        return String.join("\n", lines).replace("@", "@" + domain) + "\n";
    }

    private ImportDesk.File imported(String... lines) {
        return desk.imported(csv(lines));
    }

    @Test
    void areSetForNewUsersAndForThoseWhoAreThere() {
        UserId ann = world.user(acme, "ann@" + domain);
        var file =
                imported(
                        COLUMNS,
                        "ann@,2 GiB,a.smith@; ann.smith@,no,,,yes",
                        "bob@,unlimited,bobby@,,no,no,no");

        assertThat(file.verdicts("CHECK")).isEqualTo(List.of("2 UPDATE", "3 CREATE"));
        assertThat(file.verdicts("RUN")).isEqualTo(List.of("2 UPDATE", "3 CREATE"));
        assertThat(told("ann")).isEqualTo("2147483648 [a.smith@, ann.smith@] webmail off");
        assertThat(told("bob")).isEqualTo("0 [bobby@] imap off submission off reception off");
        assertThat(changes(file, 0)).containsExactly("mailboxLimit", "aliases", "webmail");
        assertThat(actionsOn(ann))
                .containsExactlyInAnyOrder(
                        "mailboxes.limit-changed",
                        "mailboxes.aliases-changed",
                        "mailboxes.services-changed");
        assertThat(imported(COLUMNS, "ann@,2 GB,ann.smith@,no,,,").verdicts("RUN"))
                .isEqualTo(List.of("2 UNCHANGED"));
    }

    @Test
    void areWrittenToAnExportThatChangesNothingWhenItComesBack() {
        imported(COLUMNS, "ann@,1536 MiB,a@;b@,no,,,", "bob@,1000000 B,,,,,no", "cid@,,,,,,");
        String export = desk.export();
        var read = CsvFixtures.read(export.getBytes(StandardCharsets.UTF_8));
        int size = read.header().indexOf(ImportField.MAILBOX_LIMIT.header());
        int aliases = read.header().indexOf(ImportField.ALIASES.header());
        int reception = read.header().indexOf(ImportField.RECEPTION.header());
        assertThat(read.cells())
                .extracting(cells ->
                        cells.get(size) + "|" + cells.get(aliases) + "|" + cells.get(reception))
                .contains(
                        "1536 MiB|a@%1$s;b@%1$s|yes".formatted(domain),
                        "1000000 B||no",
                        "default||yes");
        var again = desk.file(export);
        again.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        assertThat(again.check().at("/unchanged").asLong()).isEqualTo(4);
    }

    @Test
    void areTakenBackByUndoWhereNobodyChangedThemSince() {
        UserId ann = world.user(acme, "ann@" + domain);
        UserId bob = world.user(acme, "bob@" + domain);
        String before = told("ann");
        var file =
                imported(
                        COLUMNS + ",Title",
                        "ann@,1 GiB,a@,no,no,,,Nurse",
                        "bob@,1 GiB,b@,,,,,",
                        "cid@,1 GiB,c@,,,,,");
        desk.browser()
                .put(base + "/mailboxes/" + bob + "/limit", Map.of("limitOctets", 7_000_000), "*");

        file.undoCheck();
        file.undo();

        assertThat(file.verdicts("UNDO"))
                .isEqualTo(List.of("2 UPDATE", "3 UPDATE changed-since", "4 REMOVE"));
        assertThat(told("ann")).isEqualTo(before);
        assertThat(told("bob")).isEqualTo("7000000 []");
        assertThat(actionsOn(ann)).hasSize(6);
        // The address of who is gone for good is free again.
        assertThat(imported(COLUMNS, "ann@,,c@,,,,").verdicts("RUN"))
                .isEqualTo(List.of("2 UPDATE"));
    }

    @Test
    void areRefusedByRowAndColumnWhereTheyAreWrong() {
        world.user(acme, "ann@" + domain);
        var file =
                desk.file(
                        csv(
                                COLUMNS.replace("E-mail", "E-mail,Username"),
                                "ann@,,much,,,,,",
                                "bob@,,500,,,,,",
                                "cid@,,2048 TiB,,,,,",
                                "dan@,,,nobody,,,,",
                                "eve@,,,ann@,,,,",
                                "fay@,,,x@elsewhere.example,perhaps,,,",
                                ",fritz,1 GiB,,,,,"));
        file.configure(Map.of("temporaryPassword", ImportDesk.TEMPORARY));
        file.check();

        assertThat(file.verdicts("CHECK"))
                .isEqualTo(
                        List.of(
                                "2 ERROR not-a-size",
                                "3 ERROR no-unit",
                                "4 ERROR too-large",
                                "5 ERROR not-an-address",
                                "6 ERROR users.taken",
                                "7 ERROR unknown-value",
                                "8 ERROR no-mailbox"));
        var reason = file.at("/verdicts?pass=CHECK").json().at("/items/4/reasons/0");
        assertThat(reason.at("/column").asString()).isEqualTo("Aliases");
        assertThat(reason.at("/message").asString())
                .isEqualTo("\"Aliases\" names ann@" + domain + ". This address is taken.");
    }

    @Test
    void giveEachAliasOnceHoweverFarApartItsRowsStand() {
        Stream<String> between = IntStream.range(0, 1_005).mapToObj(row -> "u" + row + "@,,,,,,");
        String[] lines =
                Stream.of(
                                Stream.of(COLUMNS, "ann@,,info@,,,,", "bob@,,info@;carl@,,,,"),
                                between,
                                Stream.of(
                                        "carl@,,,,,,",
                                        "dan@,,info@,,,,",
                                        "info@,,,,,,",
                                        "eve@,,ann+x@;info+y@,,,,",
                                        "fay@,,u1@,,,,"))
                        .flatMap(line -> line)
                        .toArray(String[]::new);
        var file = imported(lines);

        assertThat(errors(file, "CHECK")).isEqualTo(errors(file, "RUN"));
        assertThat(errors(file, "RUN"))
                .containsExactly(
                        "bob@ users.taken",
                        "dan@ users.taken",
                        "info@ users.taken",
                        "eve@ users.taken",
                        "fay@ users.taken");
        assertThat(told("ann")).isEqualTo("null [info@]");
    }

    @Test
    void keepToFiftyAliasesAMailbox() {
        world.user(acme, "ann@" + domain);
        imported(COLUMNS, "ann@,," + aliases(0, 49) + ",,,,");
        assertThat(imported(COLUMNS, "ann@,," + aliases(48, 51) + ",,,,").verdicts("RUN"))
                .isEqualTo(List.of("2 ERROR too-many"));
        assertThat(imported(COLUMNS, "ann@,," + aliases(0, 51) + ",,,,").verdicts("RUN"))
                .isEqualTo(List.of("2 ERROR too-many"));
    }

    @Test
    void needTheRightThatTheSameActNeedsSingly() {
        world.owner(acme, "olga@" + domain);
        UserId hal = world.user(acme, "hal@" + domain);
        world.user(acme, "ann@" + domain);
        String grants = base + "/users/" + hal + "/grants";
        Browser owner = desk.browser();
        List<String> rights =
                List.of("users:read", "users:import", "users:edit", "users:create", "jobs:read");
        owner.put(
                grants,
                Map.of("roles", List.of(), "permissions", rights),
                owner.get(grants).header("ETag").orElseThrow());
        var helper = new ImportDesk(world.signedIn("hal@" + domain), acme);
        String[] lines = {COLUMNS, "ann@,1 GiB,,,,,", "olga@,,,,,,", "bob@,,b@,,,,"};

        assertThat(helper.imported(csv(lines)).verdicts("RUN"))
                .isEqualTo(
                        List.of("2 ERROR not-permitted", "3 UNCHANGED", "4 ERROR not-permitted"));

        owner.put(
                grants,
                Map.of(
                        "roles",
                        List.of(),
                        "permissions",
                        Stream.concat(
                                        rights.stream(),
                                        Stream.of("mailboxes:delivery", "mailboxes:storage"))
                                .toList()),
                owner.get(grants).header("ETag").orElseThrow());
        assertThat(
                        helper.imported(
                                        csv(
                                                COLUMNS,
                                                "ann@,1 GiB,,,,,",
                                                "olga@,,o@,,,,",
                                                "bob@,,b@,,,,"))
                                .verdicts("RUN"))
                .isEqualTo(List.of("2 UPDATE", "3 ERROR users.more-rights", "4 CREATE"));
    }

    private String aliases(int from, int to) {
        return String.join(
                ";", IntStream.range(from, to).mapToObj(number -> "a" + number + "@").toList());
    }

    /** What is said of the mailbox, without the domain. */
    private String told(String name) {
        String id = desk.user(name + "@" + domain).at("/id").asString();
        var services = desk.get("/users/" + id + "/mail-services").json();
        Stream<String> off =
                Stream.of("webmail", "imap", "submission", "reception")
                        .filter(service -> !services.at("/" + service).asBoolean())
                        .map(service -> service + " off");
        Stream<String> aliases =
                StreamSupport.stream(
                                desk.get("/mailboxes/" + id + "/aliases")
                                        .json()
                                        .at("/items")
                                        .spliterator(),
                                false)
                        .map(alias -> alias.asString().replace(domain, ""));
        return Stream.concat(
                        Stream.of(
                                desk.get("/mailboxes/" + id + "/usage")
                                        .json()
                                        .at("/limitOctets")
                                        .toString(),
                                aliases.toList().toString()),
                        off)
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    private List<String> changes(ImportDesk.File file, int row) {
        return StreamSupport.stream(
                        file.at("/verdicts?pass=RUN")
                                .json()
                                .at("/items/" + row + "/changes")
                                .spliterator(),
                        false)
                .map(change -> change.asString())
                .toList();
    }

    private List<String> errors(ImportDesk.File file, String pass) {
        return StreamSupport.stream(
                        file.at("/verdicts?limit=500&verdict=ERROR&pass=" + pass)
                                .json()
                                .at("/items")
                                .spliterator(),
                        false)
                .map(item ->
                        item.at("/name").asString().replace(domain, "")
                                + " "
                                + item.at("/reasons/0/code").asString())
                .toList();
    }

    private static List<String> actionsOn(UserId user) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT action FROM audit_entries
                        WHERE subject_type = 'mailbox' AND subject_id = :id ORDER BY sequence
                        """)
                .param("id", user.value())
                .query((row, _) -> row.getString("action"))
                .list();
    }
}
