package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.muster.access.OrganizationScope;
import io.muster.access.PasswordCheck.Reason;
import io.muster.access.PasswordCheck.Verdict;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Users who prove in a directory of their organization who they are. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectorySignInTests {

    private static final String THERE = "the password of the directory";

    private final World world;
    private final LdapServer server = LdapServer.start();
    private OrganizationScope acme;
    private Browser owner;
    private String organization = "";

    DirectorySignInTests(@Autowired World world) {
        this.world = world;
        this.owner = world.browser();
    }

    @BeforeAll
    void aDirectory() {
        acme = world.organization("Directed");
        world.owner(acme, "olga@directed.example");
        owner = world.signedIn("olga@directed.example");
        organization = "/api/v1/organizations/" + acme.organization();
        directory(owner, acme, "localhost:" + server.port());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void comeInByEachNameThatTheyHaveHereAndThere() {
        UserId ann = person("d-ann");
        for (String name :
                List.of(
                        "d-ann@directed.example",
                        "d-ann",
                        "EXAMPLE\\d-ann",
                        "example.test\\D-Ann",
                        "d-ann@example.test")) {
            assertThat(signIn(name, THERE).status()).as(name).isEqualTo(200);
        }
        for (String name : List.of("OTHER\\d-ann", "d-ann@other.test", "test\\d-ann")) {
            assertThat(signIn(name, THERE).status()).as(name).isEqualTo(401);
        }
        assertThat(audited("directories.user-linked", ann)).isEqualTo(1);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT DISTINCT after ->> 'signInMethod' FROM audit_entries WHERE action = 'access.signed-in' AND subject_id = :user")
                                .param("user", ann.value())
                                .query(String.class)
                                .list())
                .containsExactly("DIRECTORY");
    }

    @Test
    void comeInByNoOtherPassword() {
        UserId ben = person("d-ben");
        for (String wrong : List.of("", " ", "another password", World.PASSWORD)) {
            assertThat(signIn("d-ben", wrong).text("type"))
                    .as(wrong)
                    .isEqualTo("urn:problem:access:sign-in-refused");
        }
        assertThat(audited("access.sign-in-refused", ben)).isEqualTo(4);
        assertThat(signIn("d-ben", THERE).status()).isEqualTo(200);
    }

    @Test
    void areLockedAfterWrongPasswordsAsEverybody() {
        person("d-cid");
        for (int i = 0; i < 10; i++) {
            assertThat(signIn("d-cid", "wrong " + i).status()).isEqualTo(401);
        }
        assertThat(signIn("d-cid", THERE).status()).isEqualTo(429);
    }

    @Test
    void areRefusedInTheTimeInWhichNobodyIsRefused() {
        person("d-tim");
        for (String name : List.of("d-tim", "nobody-at-all")) {
            Instant began = Instant.now();
            assertThat(signIn(name, "a wrong one").status()).isEqualTo(401);
            assertThat(Duration.between(began, Instant.now()))
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        }
    }

    @Test
    void comeInWithANewPasswordAtOnceAndWithTheOldOneNoMore() {
        person("d-dan");
        assertThat(signIn("d-dan", THERE).status()).isEqualTo(200);
        server.password("d-dan", "a newer one there");
        assertThat(signIn("d-dan", THERE).status()).isEqualTo(401);
        assertThat(signIn("d-dan", "a newer one there").status()).isEqualTo(200);
    }

    @Test
    void areFoundAgainWhenTheirEntryIsRenamedAndNobodyElseUnderTheirOldName() {
        UserId eva = person("d-eva");
        assertThat(signIn("d-eva", THERE).status()).isEqualTo(200);
        server.rename("d-eva", "d-eva-married");
        entry("d-eva", "someone-else@example.test", "the password of someone else");

        assertThat(signIn("d-eva", "the password of someone else").status()).isEqualTo(401);
        assertThat(signIn("d-eva", THERE).status()).isEqualTo(200);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT distinguished_name FROM directory_users WHERE user_id = :user")
                                .param("user", eva.value())
                                .query(String.class)
                                .single())
                .isEqualTo("uid=d-eva-married," + LdapServer.PEOPLE);
    }

    @Test
    void comeInByNoPasswordOfFormerTimes() {
        UserId fay = world.user(acme, "d-fay@directed.example");
        assertThat(signIn("d-fay@directed.example", World.PASSWORD).status()).isEqualTo(200);
        // As nothing in the product leaves it: the hash is there still.
        TestDatabase.owner()
                .sql("UPDATE users SET sign_in_method = 'DIRECTORY' WHERE id = :user")
                .param("user", fay.value())
                .update();
        assertThat(signIn("d-fay@directed.example", World.PASSWORD).status()).isEqualTo(401);
        entry("d-fay", "d-fay@directed.example", THERE);
        assertThat(signIn("d-fay@directed.example", World.PASSWORD).status()).isEqualTo(401);
        assertThat(signIn("d-fay@directed.example", THERE).status()).isEqualTo(200);
    }

    @Test
    void areRefusedAsEverybodyWhenTheyAreDisabledHere() {
        UserId gus = person("d-gus");
        assertThat(
                        owner.post(organization + "/users/" + gus + "/actions/disable", Map.of())
                                .status())
                .isLessThan(300);
        assertThat(signIn("d-gus", THERE).text("type"))
                .isEqualTo("urn:problem:access:sign-in-refused");
    }

    @Test
    void areLinkedToNoEntryThatIsNotTheOnlyOneOrIsAnothers() {
        person("d-ida");
        entry("d-ida-too", "d-ida@directed.example", "the password of a namesake");
        assertThat(signIn("d-ida", THERE).status()).isEqualTo(401);
        assertThat(signIn("d-ida", "the password of a namesake").status()).isEqualTo(401);
    }

    @Test
    void areAskedForInDirectoriesOfTheirOwnOrganizationOnly() {
        OrganizationScope other = world.organization("Undirected");
        world.owner(other, "oda@undirected.example");
        Browser oda = world.signedIn("oda@undirected.example");
        entry("d-joe", "d-joe@undirected.example", THERE);
        assertThat(
                        oda.post(
                                        "/api/v1/organizations/" + other.organization() + "/users",
                                        Map.of(
                                                "address",
                                                "d-joe@undirected.example",
                                                "signInMethod",
                                                "DIRECTORY"))
                                .status())
                .isEqualTo(201);
        assertThat(signIn("d-joe@undirected.example", THERE).status()).isEqualTo(401);
    }

    @Test
    void areToldThatNobodyCanSayNowWhereTheServerIsStoppedAndThatCountsAsNoAttempt()
            throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        OrganizationScope other = withDirectoryAt("Stopped", "d-kim@stopped.example", free);
        for (int i = 0; i < 12; i++) {
            Answer answer = signIn("d-kim@stopped.example", THERE);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("type")).isEqualTo("urn:problem:access:directory-unavailable");
        }
        assertThat(other.organization()).isNotNull();
    }

    @Test
    void areVouchedForByNobodyWhoMayLessThanThey() {
        OrganizationScope other =
                withDirectoryAt("Vouched", "d-vic@vouched.example", server.port());
        entry("d-vic", "d-vic@vouched.example", THERE);
        world.makeOwner(other, userOf("d-vic@vouched.example"));
        assertThat(signIn("d-vic@vouched.example", THERE).status()).isEqualTo(200);

        UserId adam = world.holding(other, SystemRole.ADMINISTRATOR.id(), "adam@vouched.example");
        Browser browser = world.signedIn("adam@vouched.example");
        String all = "/api/v1/organizations/" + other.organization() + "/directories";
        String one = all + "/" + browser.get(all).json().at("/items/0/id").asString();
        Map<String, Object> elsewhere = new HashMap<>(wish("localhost:" + server.port()));
        elsewhere.put("filter", "(uid=*)");
        Map<String, Object> renamed = new HashMap<>(wish("localhost:" + server.port()));
        renamed.put("name", "Renamed");
        assertThat(browser.put(one, elsewhere, "\"1\"").text("type"))
                .isEqualTo("urn:problem:directories:outranked");
        assertThat(browser.delete(one, "\"1\"").text("type"))
                .isEqualTo("urn:problem:directories:outranked");
        assertThat(browser.put(one, renamed, "\"1\"").status()).isEqualTo(200);
        assertThat(signIn("d-vic@vouched.example", THERE).status()).isEqualTo(200);

        // As where he whom it was when it was configured has fewer rights by now.
        TestDatabase.owner()
                .sql(
                        "UPDATE directories SET configured_by = :adam WHERE organization_id = :organization")
                .param("adam", adam.value())
                .param("organization", other.organization().value())
                .update();
        assertThat(signIn("d-vic@vouched.example", THERE).status()).isEqualTo(401);
        assertThat(refusals("CONFIGURED_WITH_LESSER_RIGHTS")).isPositive();
    }

    @Test
    void becomeNoOwnersByADirectoryThatSomebodyElseAdds() {
        OrganizationScope other = world.organization("Lured");
        world.owner(other, "lou@lured.example");
        Browser lou = world.signedIn("lou@lured.example");
        for (String name : List.of("d-own", "d-member")) {
            entry(name, name + "@lured.example", THERE);
            assertThat(
                            lou.post(
                                            "/api/v1/organizations/"
                                                    + other.organization()
                                                    + "/users",
                                            Map.of(
                                                    "address",
                                                    name + "@lured.example",
                                                    "signInMethod",
                                                    "DIRECTORY"))
                                    .status())
                    .isEqualTo(201);
        }
        UserId owning = userOf("d-own@lured.example");
        world.makeOwner(other, owning);
        world.holding(other, SystemRole.ADMINISTRATOR.id(), "adam@lured.example");
        directory(world.signedIn("adam@lured.example"), other, "localhost:" + server.port());

        assertThat(signIn("d-own@lured.example", THERE).status()).isEqualTo(401);
        assertThat(audited("directories.user-linked", owning)).isZero();
        assertThat(signIn("d-member@lured.example", THERE).status()).isEqualTo(200);
    }

    @Test
    void areKnownByTheSameAttributeAsLongAsAnybodyIs() {
        OrganizationScope other = withDirectoryAt("Known", "d-kay@known.example", server.port());
        entry("d-kay", "d-kay@known.example", THERE);
        assertThat(signIn("d-kay@known.example", THERE).status()).isEqualTo(200);
        world.owner(other, "kim@known.example");
        Browser kim = world.signedIn("kim@known.example");
        String all = "/api/v1/organizations/" + other.organization() + "/directories";
        String one = all + "/" + kim.get(all).json().at("/items/0/id").asString();
        Map<String, Object> otherwise = new HashMap<>(wish("localhost:" + server.port()));
        otherwise.put("attributes", Map.of("entryId", "uid"));
        Answer refused = kim.put(one, otherwise, "\"1\"");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("attributes.entryId");
        assertThat(EntrySearch.withId("objectGUID", "d-kay")).isEmpty();
        assertThat(EntrySearch.withId("objectGUID", UUID.randomUUID().toString())).isPresent();
    }

    @Test
    void areLinkedToNoEntryWithTheirLogonNameAndAnotherAddress() {
        UserId joy = person("d-joy", "joy@somewhere-else.example");
        assertThat(signIn("d-joy", THERE).status()).isEqualTo(401);
        assertThat(refusals("ADDRESS_OF_ANOTHER")).isPositive();
        assertThat(audited("directories.user-linked", joy)).isZero();
    }

    @Test
    void areNotLockedWhereNoPasswordWasLookedAt() {
        OrganizationScope other = withDirectoryAt("Late", "d-pat@late.example", server.port());
        assertThat(other.organization()).isNotNull();
        for (int i = 0; i < 12; i++) {
            assertThat(signIn("d-pat@late.example", THERE).text("type"))
                    .isEqualTo("urn:problem:access:sign-in-refused");
        }
        assertThat(refusals("NO_ENTRY")).isGreaterThanOrEqualTo(12);
        entry("d-pat", "d-pat@late.example", THERE);
        assertThat(signIn("d-pat@late.example", THERE).status()).isEqualTo(200);
    }

    @Test
    void sendTheirPasswordToNoOtherMachineUnencrypted() {
        OrganizationScope other =
                withDirectoryAt("Readable", "d-nan@readable.example", server.port());
        entry("d-nan", "d-nan@readable.example", THERE);
        // As settings of former times may be; the address leads here, but isn't written so.
        TestDatabase.owner()
                .sql(
                        "UPDATE directories SET security = 'NONE', host = '127.1' WHERE organization_id = :organization")
                .param("organization", other.organization().value())
                .update();
        Answer answer = signIn("d-nan@readable.example", THERE);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(refusals("NOT_ENCRYPTED")).isEqualTo(1);
        TestDatabase.owner()
                .sql(
                        "UPDATE directories SET host = 'localhost' WHERE organization_id = :organization")
                .param("organization", other.organization().value())
                .update();
        assertThat(signIn("d-nan@readable.example", THERE).status()).isEqualTo(200);
    }

    @Test
    void areToldSoInTimeWhereTheServerIsSilent() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            withDirectoryAt("Silent", "d-lea@silent.example", silent.getLocalPort());
            Instant began = Instant.now();
            assertThat(signIn("d-lea@silent.example", THERE).status()).isEqualTo(503);
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void showOnceMoreWhoTheyAreWithThePasswordOfTheDirectoryAndChangeNoneHere() {
        person("d-max");
        Browser max = world.browser();
        assertThat(max.signIn("d-max", THERE).status()).isEqualTo(200);
        assertThat(max.get("/api/v1/me/password").json().at("/changeAllowed").asBoolean())
                .isFalse();
        Map<String, Object> change =
                Map.of("currentPassword", THERE, "newPassword", "violet otters climb ladders");
        assertThat(max.post("/api/v1/me/password", change).text("type"))
                .isEqualTo("urn:problem:access:password-changes-disabled");
        assertThat(
                        max.post(
                                        "/api/v1/me/password",
                                        Map.of("currentPassword", "wrong", "newPassword", "x"))
                                .status())
                .isEqualTo(422);
    }

    @Test
    void areToldTheReasonOfActiveDirectoryOnlyWhereItIsToldAfterTheRightPassword() {
        assertThat(verdict("533")).isEqualTo(new Verdict.Closed(Reason.DISABLED));
        assertThat(verdict("701")).isEqualTo(new Verdict.Closed(Reason.EXPIRED));
        assertThat(verdict("532")).isEqualTo(new Verdict.Closed(Reason.PASSWORD_OVER));
        assertThat(verdict("773")).isEqualTo(new Verdict.Closed(Reason.PASSWORD_OVER));
        assertThat(verdict("775")).isEqualTo(new Verdict.Wrong("ACCOUNT_LOCKED"));
        assertThat(verdict("52e")).isEqualTo(new Verdict.Wrong(""));
    }

    private static Verdict verdict(String data) {
        LDAPException refusal =
                new LDAPBindException(
                        new BindResult(
                                1,
                                ResultCode.INVALID_CREDENTIALS,
                                "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data "
                                        + data
                                        + ", v2580",
                                null,
                                null,
                                null));
        return DirectoryPasswords.verdict(refusal);
    }

    private OrganizationScope withDirectoryAt(String name, String address, int port) {
        OrganizationScope other = world.organization(name);
        String boss =
                "boss-"
                        + UUID.randomUUID()
                        + "@"
                        + name.toLowerCase(java.util.Locale.ROOT)
                        + ".example";
        world.owner(other, boss);
        Browser browser = world.signedIn(boss);
        directory(browser, other, "localhost:" + port);
        Answer made =
                browser.post(
                        "/api/v1/organizations/" + other.organization() + "/users",
                        Map.of("address", address, "signInMethod", "DIRECTORY"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return other;
    }

    private Answer directory(Browser browser, OrganizationScope scope, String at) {
        Answer added =
                browser.post(
                        "/api/v1/organizations/" + scope.organization() + "/directories", wish(at));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
        return added;
    }

    private Map<String, Object> wish(String at) {
        return Map.of(
                "name",
                "OpenLDAP",
                "kind",
                "OPENLDAP",
                "server",
                at,
                "authorities",
                server.authority(),
                "account",
                LdapServer.READER,
                "secret",
                LdapServer.PASSWORD,
                "base",
                LdapServer.PEOPLE,
                "connectSeconds",
                2,
                "answerSeconds",
                2);
    }

    private static UserId userOf(String address) {
        return new UserId(
                TestDatabase.owner()
                        .sql("SELECT user_id FROM sign_in_names WHERE name = :name")
                        .param("name", address)
                        .query(UUID.class)
                        .single());
    }

    /** Somebody who is here and there. */
    private UserId person(String name) {
        return person(name, name + "@directed.example");
    }

    /**
     * @param mail the address that he has there
     */
    private UserId person(String name, String mail) {
        entry(name, mail, THERE);
        Answer made =
                owner.post(
                        organization + "/users",
                        Map.of(
                                "address",
                                name + "@directed.example",
                                "logonName",
                                name,
                                "signInMethod",
                                "DIRECTORY"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return UserId.valueOf(made.text("id"));
    }

    private void entry(String uid, String mail, String password) {
        server.person(uid, "Dee", "Rectory", "mail: " + mail, "userPassword: " + password);
    }

    private Answer signIn(String name, String password) {
        return world.browser().signIn(name, password);
    }

    private static long refusals(String reason) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries a WHERE action = 'access.sign-in-refused' AND to_jsonb(a)::text LIKE :reason")
                .param("reason", "%" + reason + "%")
                .query(Long.class)
                .single();
    }

    private static long audited(String action, UserId user) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries WHERE action = :action AND subject_id = :user")
                .param("action", action)
                .param("user", user.value())
                .query(Long.class)
                .single();
    }
}
