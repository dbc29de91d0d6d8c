package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Injections;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whatever stands in the cells of a workbook: no mail that follows from it says more, or to more.
 */
@MusterTest
class WorkbookFieldTests {

    @Autowired private World world;

    @Test
    void namesOfAWorkbookAreOneLineAndItsMailsGoToThoseOfTheSheet() {
        WorkbookDesk desk = WorkbookDesk.ofAnOwner(world);
        List<List<String>> rows =
                Injections.payloads().stream()
                        .map(payload ->
                                List.of(
                                        "Ann" + payload,
                                        "Bo" + payload,
                                        address(desk.domain()),
                                        "N"))
                        .toList();
        List<String> errors = desk.errors(new Sheets().users(rows));
        List<List<String>> fit = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            String first = "Users!A%d control-character".formatted(row + 2);
            String last = "Users!B%d control-character".formatted(row + 2);
            assertThat(errors.contains(first)).isEqualTo(errors.contains(last));
            if (!errors.contains(first)) {
                // What no XML can hold does not come out of the file that was written.
                assertThat(rows.get(row).getFirst())
                        .doesNotContain("\n", "\r", "\u0085", "\u2028", "\u2029");
                fit.add(rows.get(row));
            }
        }
        assertThat(errors).hasSize(2 * (rows.size() - fit.size()));
        assertThat(fit).isNotEmpty();

        desk.created(new Sheets().users(fit));

        for (List<String> row : fit) {
            assertThat(desk.user(row.get(2)).at("/profile/firstName").asString())
                    .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
        }
        everyMailHasOneRecipient();
    }

    @Test
    void anAddressOfAWorkbookIsASingleOne() {
        WorkbookDesk desk = WorkbookDesk.ofAnOwner(world);
        List<List<String>> rows =
                Injections.payloads().stream()
                        .flatMap(payload ->
                                Stream.of(
                                        address(desk.domain()) + payload,
                                        payload + "@" + desk.domain()))
                        .map(text -> List.of("Ann", "Bo", text, "N"))
                        .toList();
        List<String> errors = desk.errors(new Sheets().users(rows));
        for (int row = 0; row < rows.size(); row++) {
            if (!errors.contains("Users!C%d email-wrong".formatted(row + 2))) {
                assertThat(withoutControls(rows.get(row).get(2))).matches(Injections.ONE_ADDRESS);
            }
        }
    }

    private static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\r\\n\\t\\x85]]", "");
    }

    private static String address(String domain) {
        return "a" + UUID.randomUUID() + "@" + domain;
    }

    private static void everyMailHasOneRecipient() {
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT recipient FROM outbox")
                                .query(String.class)
                                .list())
                .allSatisfy(recipient -> assertThat(recipient).matches(Injections.ONE_ADDRESS));
    }
}
