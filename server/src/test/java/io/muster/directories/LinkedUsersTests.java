package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class LinkedUsersTests {

    private final World world;
    private final LinkedUsers linked;
    private final Scopes scopes;
    private Browser owner;
    private String organization = "";

    LinkedUsersTests(
            @Autowired World world, @Autowired LinkedUsers linked, @Autowired Scopes scopes) {
        this.world = world;
        this.linked = linked;
        this.scopes = scopes;
        this.owner = world.browser();
    }

    private OrganizationScope organization(String name) {
        OrganizationScope made = world.organization(name);
        world.owner(made, "ann@" + name + ".example");
        owner = world.signedIn("ann@" + name + ".example");
        organization = "/api/v1/organizations/" + made.organization();
        return made;
    }

    private DirectoryId directory(String name) {
        return DirectoryId.valueOf(
                owner.post(
                                organization + "/directories",
                                Map.of(
                                        "name",
                                        name,
                                        "kind",
                                        "OPENLDAP",
                                        "server",
                                        "localhost",
                                        "base",
                                        "dc=example,dc=test"))
                        .text("id"));
    }

    private void link(OrganizationScope acme, DirectoryId directory, UserId user, String entry) {
        scopes.run(
                acme,
                () ->
                        linked.insert(
                                acme,
                                directory,
                                List.of(
                                        new LinkedUsers.NewLink(
                                                user, entry, "ben", "uid=ben,dc=example"))));
    }

    private List<LinkedUser> of(OrganizationScope acme, DirectoryId directory, String... entries) {
        return scopes.in(acme, () -> linked.find(acme, directory, List.of(entries)));
    }

    @Test
    void areFoundByThemselvesAndByTheirEntries() {
        OrganizationScope acme = organization("linked");
        DirectoryId directory = directory("Found");
        UserId ben = world.user(acme, "ben@linked.example");
        link(acme, directory, ben, "1-2-3");
        assertThat(of(acme, directory, "1-2-3", "4-5-6"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.user()).isEqualTo(ben);
                    assertThat(found.logonName()).isEqualTo("ben");
                    assertThat(found.distinguishedName()).isEqualTo("uid=ben,dc=example");
                    assertThat(found.vanishedAt()).isNull();
                    assertThat(scopes.in(acme, () -> linked.find(acme, ben))).contains(found);
                });
        assertThat(of(acme, directory("Another"), "1-2-3")).isEmpty();
        OrganizationScope other = world.organization("Unlinked");
        assertThat(scopes.in(other, () -> linked.find(other, ben))).isEmpty();
    }

    @Test
    void areForgottenWithTheirDirectory() {
        OrganizationScope acme = organization("short");
        DirectoryId directory = directory("Short");
        UserId cid = world.user(acme, "cid@short.example");
        link(acme, directory, cid, "7");
        String path = organization + "/directories/" + directory;
        assertThat(owner.delete(path, "\"1\"").status()).isEqualTo(204);
        assertThat(scopes.in(acme, () -> linked.find(acme, cid))).isEmpty();
    }

    @Test
    void areForgottenWhenTheyAreGoneForGood() {
        OrganizationScope acme = organization("gone");
        DirectoryId directory = directory("Gone");
        UserId dora = world.user(acme, "dora@gone.example");
        link(acme, directory, dora, "8");
        String acts = organization + "/users/" + dora + "/actions/";
        assertThat(owner.post(acts + "delete", Map.of()).status()).isLessThan(300);
        assertThat(of(acme, directory, "8")).hasSize(1);
        assertThat(owner.post(acts + "purge", Map.of("confirmation", "dora@gone.example")).status())
                .isLessThan(300);
        assertThat(of(acme, directory, "8")).isEmpty();
    }
}
