package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.muster.access.OrganizationScope;
import io.muster.notifications.OutgoingNetworks;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryTestingTests {

    private final World world;
    private final LdapServer server = LdapServer.start();
    private Browser owner;
    private String all = "";

    DirectoryTestingTests(@Autowired World world) {
        this.world = world;
        this.owner = world.browser();
    }

    @BeforeAll
    void sevenPeople() {
        OrganizationScope acme = world.organization("Acme");
        world.owner(acme, "ann@people.example");
        owner = world.signedIn("ann@people.example");
        all = "/api/v1/organizations/" + acme.organization() + "/directories";
        for (int i = 1; i <= 7; i++) {
            server.person("u" + i, "Jürgen " + i, "Großmüller", "mail: u" + i + "@example.test");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void showsFiveEntriesAsTheyWouldBeRead() {
        Answer tested = test();
        assertThat(tested.text("passed")).as(tested.response().body()).isEqualTo("true");
        assertThat(tested.json().at("/samples")).hasSize(5);
        assertThat(tested.text("samples/0/entryName")).endsWith(LdapServer.PEOPLE);
        assertThat(tested.text("samples/0/values/logonName")).matches("u[1-7]");
        assertThat(tested.text("samples/0/values/displayName")).startsWith("Jürgen");
        assertThat(tested.text("samples/0/values/address")).endsWith("@example.test");
        assertThat(tested.text("samples/0/values/entryId")).matches("[0-9a-f-]{36}");
        assertThat(tested.text("samples/0/values/title")).isEmpty();
    }

    @Test
    void goesByLdapsAndInTheClearOnThisMachine() {
        assertThat(
                        test("security", "TLS", "server", "localhost:" + server.tlsPort())
                                .text("passed"))
                .isEqualTo("true");
        assertThat(test("security", "NONE", "authorities", "").text("passed")).isEqualTo("true");
    }

    @Test
    void isDoneAfterSavingWithTheSecretThatWasGiven() {
        Answer saved = owner.post(all, settings());
        assertThat(saved.status()).isEqualTo(201);
        String id = saved.text("id");
        assertThat(owner.post(all + "/" + id + "/actions/test", Map.of()).text("passed"))
                .isEqualTo("true");
        Map<String, Object> settings = settings("filter", "(uid=u1)");
        settings.remove("secret");
        Answer changed = owner.post(all + "/actions/test?directoryId=" + id, settings);
        assertThat(changed.json().at("/samples")).hasSize(1);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT after ->> 'outcome' FROM audit_entries WHERE action = 'directories.tested' AND subject_id = :id::uuid")
                                .param("id", id)
                                .query(String.class)
                                .list())
                .containsExactly("PASSED", "PASSED");
    }

    @Test
    void tellsAHostThatIsNotThere() {
        fails(test("server", "nobody.invalid"), "HOST", "NAME_UNKNOWN");
        assertThat(test("server", "nobody.invalid").text("words"))
                .isEqualTo("The name service knows no such host.");
    }

    @Test
    void tellsAPortWithoutAServer() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        fails(test("server", "localhost:" + free), "HOST", "NOT_REACHED");
    }

    @Test
    void reachesNoInnerAddressThatIsNotAllowed() {
        for (String inner :
                List.of(
                        "10.0.0.1",
                        "169.254.169.254",
                        "192.168.1.1",
                        "[::1]",
                        "[fd00::1]",
                        "[::ffff:10.0.0.1]",
                        "0.0.0.0")) {
            fails(test("server", inner), "HOST", "ADDRESS_NOT_ALLOWED");
        }
        var closed = new DirectoryTrial(new DirectoryDoor(new OutgoingNetworks(List.of())));
        var wish =
                new DirectoryWish(
                        "Closed",
                        DirectoryKind.OPENLDAP,
                        "localhost:" + server.port(),
                        null,
                        null,
                        null,
                        null,
                        LdapServer.BASE,
                        null,
                        null,
                        null,
                        null,
                        null);
        if (DirectoryRule.decide(wish, null)
                instanceof DirectoryRule.Verdict.Accepted(var settings, _, _)) {
            assertThat(closed.run(settings, null).failure())
                    .hasMessage("ADDRESS_NOT_ALLOWED at HOST");
        } else {
            throw new AssertionError("refused");
        }
    }

    @Test
    void tellsACertificateThatNobodyTrusts() {
        fails(test("authorities", ""), "TLS", "CERTIFICATE_NOT_TRUSTED");
        fails(
                test(
                        "authorities",
                        "",
                        "security",
                        "TLS",
                        "server",
                        "localhost:" + server.tlsPort()),
                "TLS",
                "CERTIFICATE_NOT_TRUSTED");
        try (LdapServer other = LdapServer.start()) {
            fails(test("authorities", other.authority()), "TLS", "CERTIFICATE_NOT_TRUSTED");
        }
    }

    @Test
    void tellsACertificateOfAnotherHost() {
        try (LdapServer other = LdapServer.calledInItsCertificate("ldap.elsewhere.example")) {
            fails(
                    test("server", "localhost:" + other.port(), "authorities", other.authority()),
                    "TLS",
                    "CERTIFICATE_OF_ANOTHER_NAME");
            fails(
                    test(
                            "security",
                            "TLS",
                            "server",
                            "localhost:" + other.tlsPort(),
                            "authorities",
                            other.authority()),
                    "TLS",
                    "CERTIFICATE_OF_ANOTHER_NAME");
        }
    }

    @Test
    void tellsAPortThatSpeaksNoTls() {
        fails(test("security", "TLS"), "TLS", "TLS_FAILED");
    }

    @Test
    void tellsAWrongSecretAndAnUnknownAccount() {
        Answer wrong = test("secret", "wrong");
        fails(wrong, "CREDENTIALS", "CREDENTIALS_REFUSED");
        assertThat(wrong.text("resultCode")).isEqualTo("49");
        fails(
                test("account", "cn=nobody," + LdapServer.BASE),
                "CREDENTIALS",
                "CREDENTIALS_REFUSED");
        fails(test("account", "no name"), "CREDENTIALS", "CREDENTIALS_REFUSED");
    }

    @Test
    void tellsWhyActiveDirectoryRefusesAnAccount() {
        Map<String, DirectoryFault> reasons =
                Map.of(
                        "52e", DirectoryFault.CREDENTIALS_REFUSED,
                        "533", DirectoryFault.ACCOUNT_DISABLED,
                        "701", DirectoryFault.ACCOUNT_EXPIRED,
                        "532", DirectoryFault.PASSWORD_EXPIRED,
                        "773", DirectoryFault.PASSWORD_EXPIRED,
                        "775", DirectoryFault.ACCOUNT_LOCKED);
        reasons.forEach((code, fault) ->
                assertThat(
                                DirectoryDoor.failure(
                                                refusal(
                                                        "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data "
                                                                + code
                                                                + ", v2580"),
                                                DirectoryFault.Step.CREDENTIALS)
                                        .fault())
                        .isEqualTo(fault));
    }

    @Test
    void tellsThatItWantsSomebodyToSignIn() {
        Map<String, Object> anonymous = settings("account", "");
        anonymous.remove("secret");
        Answer tested = owner.post(all + "/actions/test", anonymous);
        assertThat(tested.text("passed")).isEqualTo("false");
        assertThat(tested.text("fault")).isIn("SIGN_IN_DEMANDED", "BASE_UNKNOWN");
    }

    @Test
    void tellsABaseThatIsNotThere() {
        fails(test("base", "ou=Nowhere," + LdapServer.BASE), "BASE", "BASE_UNKNOWN");
        fails(test("base", "dc=elsewhere,dc=test"), "BASE", "BASE_UNKNOWN");
    }

    @Test
    void tellsAFilterThatFindsNobody() {
        fails(test("filter", "(objectClass=computer)"), "FILTER", "FILTER_FINDS_NOTHING");
    }

    @Test
    void tellsWhatTheAccountMayNotRead() {
        server.add(
                "dn: ou=Empty," + LdapServer.BASE, "objectClass: organizationalUnit", "ou: Empty");
        fails(test("base", "ou=Empty," + LdapServer.BASE), "RIGHTS", "NOTHING_READABLE");
        fails(test("account", LdapServer.BLIND), "BASE", "BASE_UNKNOWN");
        Answer half = test("account", LdapServer.HALF_BLIND);
        fails(half, "RIGHTS", "ENTRY_ID_MISSING");
        assertThat(half.json().at("/samples")).as("what it may read").hasSize(5);
        fails(
                test("attributes", Map.of("logonName", "employeeNumber")),
                "RIGHTS",
                "LOGON_NAME_MISSING");
    }

    @Test
    void tellsNoWordOfAServerThatIsNoDirectory() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = other.accept()) {
                            socket.getOutputStream()
                                    .write(
                                            "SSH-2.0-secret-banner-7\r\n"
                                                    .getBytes(StandardCharsets.UTF_8));
                            socket.getInputStream().readAllBytes();
                        } catch (IOException _) {
                            // The test has ended.
                        }
                    });
            Answer tested = test("server", "localhost:" + other.getLocalPort(), "answerSeconds", 2);
            assertThat(tested.text("step")).isEqualTo("TLS");
            assertThat(tested.text("fault")).isIn("BROKE_OFF", "TOO_SLOW");
            assertThat(tested.response().body()).doesNotContain("banner");
        }
    }

    @Test
    void waitsNoLongerThanItMay() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            fails(
                    test("server", "localhost:" + silent.getLocalPort(), "answerSeconds", 1),
                    "TLS",
                    "TOO_SLOW");
        }
    }

    @Test
    void waitsNoLongerForAServerThatFallsSilent() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = silent.accept()) {
                            if (socket.getInputStream().read() >= 0) {
                                // The answer to StartTLS (RFC 4511 4.14.2), and then nothing.
                                socket.getOutputStream()
                                        .write(
                                                HexFormat.of()
                                                        .parseHex("300c02010178070a010004000400"));
                                socket.getInputStream().readAllBytes();
                            }
                        } catch (IOException _) {
                            // The test has ended.
                        }
                    });
            fails(
                    test("server", "localhost:" + silent.getLocalPort(), "answerSeconds", 1),
                    "TLS",
                    "TOO_SLOW");
        }
    }

    @Test
    void readsIdsOfActiveDirectoryAsWindowsWritesThem() {
        byte[] octets = {
            (byte) 0x33,
            0x22,
            0x11,
            0x00,
            0x55,
            0x44,
            0x77,
            0x66,
            (byte) 0x88,
            (byte) 0x99,
            (byte) 0xaa,
            (byte) 0xbb,
            (byte) 0xcc,
            (byte) 0xdd,
            (byte) 0xee,
            (byte) 0xff
        };
        assertThat(EntryValues.guid(octets)).isEqualTo("00112233-4455-6677-8899-aabbccddeeff");
    }

    private static LDAPException refusal(String message) {
        return new LDAPBindException(
                new BindResult(1, ResultCode.INVALID_CREDENTIALS, message, null, null, null));
    }

    private static void fails(Answer tested, String step, String fault) {
        assertThat(tested.status()).as(tested.response().body()).isEqualTo(200);
        assertThat(tested.text("passed")).isEqualTo("false");
        assertThat(tested.text("fault")).as(tested.response().body()).isEqualTo(fault);
        assertThat(tested.text("step")).isEqualTo(step);
    }

    private Answer test(Object... changes) {
        return owner.post(all + "/actions/test", settings(changes));
    }

    private Map<String, Object> settings(Object... changes) {
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "name",
                                "OpenLDAP",
                                "kind",
                                "OPENLDAP",
                                "server",
                                "localhost:" + server.port(),
                                "authorities",
                                server.authority(),
                                "account",
                                LdapServer.READER,
                                "secret",
                                LdapServer.PASSWORD,
                                "base",
                                LdapServer.PEOPLE));
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i].toString(), changes[i + 1]);
        }
        return settings;
    }
}
