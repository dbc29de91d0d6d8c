package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The addresses that rows of a file may give. */
@MusterTest
class ImportedAddressTests {

    @Autowired World world;

    @Test
    void areThoseOfTheActiveDomainsInTheTrialAsInTheRun() {
        ImportDesk desk = ImportDesk.ofAnOwner(world);
        OrganizationScope other = world.organization("Other " + desk.domain());
        world.user(desk.organization(), "known@before.example");
        ProvedDomain.active(desk.organization(), desk.domain());
        ProvedDomain.inactive(desk.organization(), "spare.example");
        ProvedDomain.active(other, "others.example");

        ImportDesk.File file =
                desk.imported(
                        """
                        E-mail address,Username,Title
                        ann@%1$s,,Nurse
                        ben@others.example,,Nurse
                        cid@spare.example,,Nurse
                        dan@nobodys.example,,Nurse
                        known@before.example,,Nurse
                        ,eve@others.example,Nurse
                        """
                                .formatted(desk.domain()));

        String[] verdicts = {
            "2 CREATE",
            "3 ERROR users.domain-foreign",
            "4 ERROR users.domain-inactive",
            "5 ERROR users.domain-outside",
            "6 UPDATE",
            "7 ERROR users.domain-foreign"
        };
        assertThat(file.verdicts("CHECK")).containsExactly(verdicts);
        assertThat(file.verdicts("RUN")).containsExactly(verdicts);
        assertThat(file.at("/verdicts?pass=RUN").json().at("/items/1/reasons/0/column").asString())
                .isEqualTo("E-mail address");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT address FROM users WHERE corporate")
                                .query(String.class)
                                .list())
                .containsExactly("ann@" + desk.domain());
    }
}
