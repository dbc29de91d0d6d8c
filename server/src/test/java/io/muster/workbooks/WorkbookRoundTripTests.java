package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What we write is read back alike, whatever the text. */
class WorkbookRoundTripTests {

    @Property(tries = 200)
    void everyTextComesBack(@ForAll @Size(max = 30) List<@Size(min = 4, max = 4) List<String>> rows)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (WorkbookWriter writer = new WorkbookWriter(out);
                WorkbookWriter.Sheet sheet = writer.users(UsersSheet.HEADERS)) {
            rows.forEach(sheet::row);
        }
        List<List<String>> read = Sheets.read(out.toByteArray()).getOrDefault("Users", List.of());
        assertThat(read.getFirst()).isEqualTo(UsersSheet.HEADERS);
        assertThat(read.subList(1, read.size()))
                .isEqualTo(
                        rows.stream()
                                .map(row -> row.stream().map(WorkbookRoundTripTests::kept).toList())
                                .map(WorkbookRoundTripTests::withoutEnd)
                                .filter(row -> !row.isEmpty())
                                .toList());
    }

    private static String kept(String text) {
        return WorkbookWriter.writable(text).strip();
    }

    private static List<String> withoutEnd(List<String> row) {
        int end = row.size();
        while (end > 0 && row.get(end - 1).isEmpty()) {
            end--;
        }
        return row.subList(0, end);
    }
}
