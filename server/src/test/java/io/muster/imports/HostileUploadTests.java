package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Files made to do harm, uploaded: refused whole and not kept, or errors of single rows (GOALS S8).
 */
@MusterTest
class HostileUploadTests {

    @Autowired private World world;

    private ImportDesk desk;
    private String domain;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
    }

    @Test
    void refusesAMillionColumnsAndKeepsNothing() {
        isRefused("Username" + ",".repeat(1_000_000) + "\nann\n");
    }

    @Test
    void refusesACellWithoutEndAndKeepsNothing() {
        isRefused("Username,Notes\nann," + "x".repeat(20_000_000));
    }

    @Test
    void refusesAQuoteWithoutEndAndSaysInWhichLine() {
        Answer refused = isRefused("Username,Notes\nann,\"" + "a,b\n".repeat(2_000_000));
        assertThat(refused.json().at("/line").asLong()).isEqualTo(2);
    }

    @Test
    void refusesAFileOverTheLimitWithTheLimitAndKeepsNothing() {
        long limit = desk.get("/imports/fields").json().at("/largestFile").asLong();
        Answer refused = desk.upload("people.csv", new byte[(int) limit + 1]);
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(413);
        assertThat(refused.text("type")).isEqualTo("urn:problem:imports:too-large");
        assertThat(refused.text("detail")).contains("%,d bytes".formatted(limit));
        assertThat(refused.json().at("/largest").asLong()).isEqualTo(limit);
        assertThat(desk.get("/imports").json().at("/items").size()).isZero();
    }

    @Test
    void takesCellsOfZeroesForErrorsOfTheirRows() {
        var file = desk.file("E-mail,Notes\nann@%1$s,a\0b\nbob@%1$s,good\n".formatted(domain));
        file.check();
        assertThat(file.verdicts("CHECK")).containsExactly("2 ERROR zero-character", "3 CREATE");
    }

    @Test
    void takesCharactersOfAnotherEncodingForErrorsOfTheirRows() {
        byte[] good =
                CsvFixtures.utf8("E-mail,Notes\n" + "zoe@%s,Zoë\n".formatted(domain).repeat(50));
        byte[] bad = "bob@%s,M\u00FCller\n".formatted(domain).getBytes(CsvFixtures.WINDOWS_1252);
        Answer answer = desk.upload("mixed.csv", CsvFixtures.joined(good, bad));
        var file = desk.taken(answer);
        file.check();
        assertThat(file.verdicts("CHECK")).contains("2 CREATE", "52 ERROR wrong-encoding");
    }

    @Test
    void refusesJsonThatIsCutOffOrNoListOfUsersOrNestedWithoutEndAndKeepsNothing() {
        isRefused("{\"realm\":\"acme\",\"users\":[{\"username\":\"ann\"},");
        isRefused("{\"realm\":\"acme\"}");
        isRefused("[{\"a\":" + "[".repeat(2_000_000));
        isRefused("[{\"username\":\"" + "x".repeat(20_000_000));
        Answer refused = isRefused("[\n{\"username\":\"ann\"},\nann]");
        assertThat(refused.json().at("/line").asLong()).isEqualTo(3);
        assertThat(refused.text("code")).isEqualTo("broken-json");
    }

    @Test
    void refusesJsonThatIsNotUtf8() {
        byte[] file = "[{\"username\":\"ann\"}]".getBytes(StandardCharsets.UTF_16LE);
        Answer refused = desk.upload("users.json", file);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("wrong-encoding");
    }

    @Test
    void takesASettingThatStandsTwiceForAnErrorOfItsRow() {
        var file =
                desk.file(
                        "[{\"email\":\"ann@%1$s\",\"email\":\"eve@%1$s\"},{\"email\":\"bob@%1$s\"}]"
                                .formatted(domain));
        file.check();
        assertThat(file.verdicts("CHECK")).containsExactly("1 ERROR duplicate-key", "1 CREATE");
    }

    @Test
    void showsACellThatIsAFormulaAsTextAndNeverAsOne() {
        var file = desk.imported("E-mail,Title\nann@%s,=1+1\n".formatted(domain));
        assertThat(file.at("/first-rows").text("rows/0/cells/1")).isEqualTo("=1+1");
        assertThat(desk.export()).contains("'=1+1").doesNotContain(",=1+1");
    }

    private Answer isRefused(String content) {
        Answer refused = desk.upload(content);
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.text("type")).isEqualTo("urn:problem:imports:unreadable");
        assertThat(desk.get("/imports").json().at("/items").size()).isZero();
        return refused;
    }
}
