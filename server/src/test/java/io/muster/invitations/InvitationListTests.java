package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.invitations.InvitationList.Format;
import io.muster.invitations.InvitationList.Listed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of people to invite, as people have them. */
class InvitationListTests {

    @Test
    void readsPastedAddressesWithAndWithoutNames() {
        assertThat(
                        said(
                                Format.ADDRESSES,
                                """
                                Ann Mary Lee <Ann@far.example>, bob@far.example; "Moss, Cleo" <cleo@far.example>
                                <dan@far.example>;;

                                "Eve; or, Adam" <eve@far.example>,nobody
                                """))
                .containsExactly(
                        "ann@far.example|Ann Mary|Lee",
                        "bob@far.example||",
                        "cleo@far.example|Cleo|Moss",
                        "dan@far.example||",
                        "eve@far.example|Adam|Eve; or",
                        "null||");
    }

    @Test
    void aQuoteOrBracketThatIsNotClosedEndsWithItsLine() {
        assertThat(said(Format.ADDRESSES, "\"Ann <ann@far.example>\nbob@far.example, <cid"))
                .containsExactly("ann@far.example|Ann|", "bob@far.example||", "null||");
    }

    @Test
    void readsCsvByItsHeadings() {
        assertThat(
                        said(
                                Format.CSV,
                                "\uFEFFLast name;E-mail;First Name\nLee;ann@far.example;Ann\n\"Moss; Jr\";cleo@far.example;Cleo\n"))
                .containsExactly("ann@far.example|Ann|Lee", "cleo@far.example|Cleo|Moss; Jr");
    }

    @Test
    void readsCsvWithoutHeadingsInTheOrderOfTheExample() {
        assertThat(said(Format.CSV, "ann@far.example,Ann,Lee\nbob@far.example\n,No,Body\n"))
                .containsExactly("ann@far.example|Ann|Lee", "bob@far.example||", "null|No|Body");
    }

    @Test
    void aNameThatIsTooLongMakesTheLineInvalid() {
        assertThat(said(Format.CSV, "ann@far.example," + "x".repeat(256) + ",Lee"))
                .containsExactly("null||");
    }

    @Test
    void saysThatAFileIsNoCsv() {
        assertThat(InvitationList.read(Format.CSV, "\"ann@far.example\nbob@far.example")).isEmpty();
        assertThat(said(Format.CSV, "")).isEmpty();
    }

    private static List<String> said(Format format, String text) {
        return InvitationList.read(format, text).orElseThrow().stream()
                .map(InvitationListTests::said)
                .toList();
    }

    private static String said(Listed one) {
        return one.address() + "|" + one.firstName() + "|" + one.lastName();
    }
}
