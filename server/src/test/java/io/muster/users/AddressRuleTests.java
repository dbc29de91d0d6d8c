package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Which addresses an organization may give. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressRuleTests {

    @Autowired World world;

    private OrganizationScope acme;
    private Browser acmes;
    private Browser globexes;
    private Browser root;
    private String inAcme;
    private String inGlobex;
    private UserId early;

    @BeforeAll
    void anOrganizationWithDomainsAndOneWithout() {
        acme = world.organization("Acme");
        OrganizationScope globex = world.organization("Globex");
        world.owner(acme, "olga@acme.example");
        early = world.user(acme, "early@elsewhere.example");
        world.owner(globex, "gina@globex.example");
        world.systemAdministrator(acme, "root@acme.example");
        acmes = world.signedIn("olga@acme.example");
        globexes = world.signedIn("gina@globex.example");
        root = world.signedIn("root@acme.example");
        inAcme = "/api/v1/organizations/" + acme.organization();
        inGlobex = "/api/v1/organizations/" + globex.organization();
        ProvedDomain.active(acme, "acme.example");
        ProvedDomain.inactive(acme, "spare.example");
    }

    @Test
    void whoIsMadeInAnActiveDomainIsACorporateUser() {
        Browser.Answer made =
                acmes.post(inAcme + "/users", Map.of("address", "Corinna@Acme.example"));

        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(corporateOf(made.text("id"))).isEqualTo(acme.organization().toString());
        assertThat(kind(made.text("id"))).isEqualTo(UserKind.CORPORATE);
    }

    @Test
    void anOrganizationWithoutDomainsGoesOnAsBefore() {
        Browser.Answer made =
                globexes.post(inGlobex + "/users", Map.of("address", "ann@anything.example"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(corporateOf(made.text("id"))).isNull();
        assertThat(kind(made.text("id"))).isEqualTo(UserKind.ORDINARY);
    }

    @Test
    void whoNeedsNoAddressIsJudgedByNone() {
        Browser.Answer made = acmes.post(inAcme + "/users", Map.of("logonName", "nameless"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(kind(made.text("id"))).isEqualTo(UserKind.ORDINARY);
    }

    @ParameterizedTest
    @CsvSource({"x@spare.example, domain-inactive", "x@elsewhere.example, domain-outside"})
    void anAddressOutsideTheActiveDomainsIsGivenToNobodyAndNothing(String address, String code) {
        refused(acmes.post(inAcme + "/users", Map.of("address", address)), code);
        refused(acmes.post(inAcme + "/mailboxes", mailbox(address)), code);
        refused(alias(acmes, inAcme, early.toString(), address), code);
        refused(rename(acmes, inAcme, early.toString(), address), code);
    }

    @Test
    void anAddressInTheDomainOfAnotherOrganizationIsGivenToNobodyAndNothing() {
        String made =
                globexes.post(inGlobex + "/users", Map.of("address", "good@globex.example"))
                        .text("id");
        String box =
                globexes.post(inGlobex + "/mailboxes", mailbox("box@globex.example")).text("id");
        for (String domain : new String[] {"acme.example", "spare.example", "ACME.Example"}) {
            String address = "ceo@" + domain;
            refused(
                    globexes.post(inGlobex + "/users", Map.of("address", address)),
                    "domain-foreign");
            refused(globexes.post(inGlobex + "/mailboxes", mailbox(address)), "domain-foreign");
            refused(alias(globexes, inGlobex, made, address), "domain-foreign");
            refused(alias(globexes, inGlobex, box, address), "domain-foreign");
            refused(rename(globexes, inGlobex, made, address), "domain-foreign");
            refused(
                    globexes.put(
                            inGlobex + "/mailboxes/" + box,
                            Map.of("name", "Box", "address", address, "visible", true),
                            globexes.get(inGlobex + "/mailboxes/" + box)
                                    .header("ETag")
                                    .orElseThrow()),
                    "domain-foreign");
        }
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM addresses WHERE address LIKE 'ceo@%'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void theFirstOwnerOfANewOrganizationHasNoAddressOfAnothersDomain() {
        Map<String, Object> owner =
                Map.of(
                        "firstName",
                        "Eve",
                        "lastName",
                        "Example",
                        "address",
                        "eve@acme.example",
                        "password",
                        "");
        Browser.Answer refused =
                root.post("/api/v1/organizations", Map.of("name", "Evil", "owner", owner));

        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.text("errors/0/code")).isEqualTo("domain-foreign");
        assertThat(refused.text("errors/0/field")).endsWith("address");
    }

    @Test
    void anAddressThatIsThereAlreadyStays() {
        Browser.Answer read = acmes.get(inAcme + "/users/" + early);

        Browser.Answer renamed =
                acmes.put(
                        inAcme + "/users/" + early + "/names",
                        Map.of("address", "early@elsewhere.example", "logonName", "early.bird"),
                        read.header("ETag").orElseThrow());

        assertThat(renamed.status()).as(renamed.response().body()).isEqualTo(200);
        assertThat(corporateOf(early.toString())).isNull();
    }

    @Test
    void whoGetsAnAddressInAnActiveDomainIsCorporateForGood() {
        UserId late = world.user(acme, "late@acme.example");
        TestDatabase.owner()
                .sql("UPDATE users SET corporate_of = NULL WHERE id = :id")
                .param("id", late.value())
                .update();

        assertThat(rename(acmes, inAcme, late.toString(), "later@acme.example").status())
                .isEqualTo(200);
        assertThat(kind(late.toString())).isEqualTo(UserKind.CORPORATE);

        Browser.Answer read = acmes.get(inAcme + "/users/" + late);
        acmes.put(
                inAcme + "/users/" + late + "/names",
                Map.of("logonName", "late"),
                read.header("ETag").orElseThrow());
        assertThat(kind(late.toString())).isEqualTo(UserKind.CORPORATE);
    }

    @Test
    void whoIsInTheListFromElsewhereIsAGuest() {
        UserId guest = world.user(acme, "visitor@acme.example");
        OrganizationScope host = world.organization("Host");
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO listings (organization_id, user_id, sign_in_method, created_at, deleted, account, name,
                            department, title, phone, search)
                        SELECT :host, user_id, sign_in_method, created_at, deleted, account, name, department, title, phone,
                            search
                        FROM listings WHERE user_id = :guest
                        """)
                .param("host", host.organization().value())
                .param("guest", guest.value())
                .update();
        TestDatabase.owner()
                .sql("UPDATE users SET display_name = 'Vic' WHERE id = :guest")
                .param("guest", guest.value())
                .update();

        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT kind FROM listings WHERE user_id = :guest AND organization_id = :host")
                                .param("guest", guest.value())
                                .param("host", host.organization().value())
                                .query((row, _) -> UserKind.of(row.getInt(1)))
                                .single())
                .isEqualTo(UserKind.GUEST);
    }

    private static void refused(Browser.Answer answer, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        assertThat(answer.text("errors/0/field")).isEqualTo("address");
        assertThat(answer.text("errors/0/code")).isEqualTo(code);
    }

    private static Map<String, Object> mailbox(String address) {
        return Map.of("name", "Box", "address", address, "visible", true);
    }

    private static Browser.Answer alias(
            Browser browser, String organization, String mailbox, String address) {
        return browser.post(
                organization + "/mailboxes/" + mailbox + "/aliases", Map.of("address", address));
    }

    private static Browser.Answer rename(
            Browser browser, String organization, String user, String address) {
        String one = organization + "/users/" + user;
        return browser.put(
                one + "/names",
                Map.of("address", address),
                browser.get(one).header("ETag").orElseThrow());
    }

    private static String corporateOf(String user) {
        return TestDatabase.owner()
                .sql("SELECT corporate_of FROM users WHERE id = :id::uuid")
                .param("id", user)
                .query((row, _) -> row.getString(1))
                .list()
                .getFirst();
    }

    private static UserKind kind(String user) {
        return TestDatabase.owner()
                .sql("SELECT kind FROM listings WHERE user_id = :id::uuid")
                .param("id", user)
                .query((row, _) -> UserKind.of(row.getInt(1)))
                .single();
    }
}
