package io.muster.workbooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook that somebody fills in, and what is read of one. */
final class Sheets {

    private final Map<String, List<List<String>>> sheets = new LinkedHashMap<>();

    /** A sheet with these rows from its top; cells with a tab between them. */
    Sheets with(String name, String... rows) {
        List<List<String>> cells = new ArrayList<>();
        for (String row : rows) {
            cells.add(List.of(row.split("\t", -1)));
        }
        sheets.put(name, cells);
        return this;
    }

    /** The sheet Users with its header, and these rows, whatever stands in their cells. */
    Sheets users(List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(UsersSheet.HEADERS);
        all.addAll(rows);
        sheets.put("Users", all);
        return this;
    }

    /** The sheet Users with its header, and these rows. */
    Sheets users(String... rows) {
        List<String> all = new ArrayList<>();
        all.add(String.join("\t", UsersSheet.HEADERS));
        all.addAll(List.of(rows));
        return with("Users", all.toArray(String[]::new));
    }

    /** A sheet with a title and the headers of grants, and these rows. */
    Sheets grants(String name, String title, String... rows) {
        List<String> all = new ArrayList<>(List.of(title, "Email\tRoles\tPermissions"));
        all.addAll(List.of(rows));
        return with(name, all.toArray(String[]::new));
    }

    byte[] file() {
        var out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", null)) {
            sheets.forEach((name, rows) -> {
                Worksheet sheet = book.newWorksheet(name);
                for (int row = 0; row < rows.size(); row++) {
                    for (int column = 0; column < rows.get(row).size(); column++) {
                        sheet.value(row, column, rows.get(row).get(column));
                    }
                }
            });
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    /**
     * The sheets of a file, each with the rows that hold anything, without empty cells at the end.
     */
    static Map<String, List<List<String>>> read(byte[] file) {
        Map<String, List<List<String>>> read = new LinkedHashMap<>();
        try (XlsxFile opened = XlsxFile.open(file)) {
            for (String name : opened.sheets()) {
                List<List<String>> rows = new ArrayList<>();
                opened.read(name, (_, cells) -> rows.add(withoutEnd(cells)));
                read.put(name, rows);
            }
        } catch (Unreadable refused) {
            throw new AssertionError(refused.code(), refused);
        }
        return read;
    }

    private static List<String> withoutEnd(List<String> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return List.copyOf(cells.subList(0, end));
    }
}
