package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks, or what pretends to be one. */
class WorkbookFuzzTests {

    private static final Set<String> REFUSALS =
            Set.of(
                    "not-a-workbook",
                    "broken",
                    "active-content",
                    "part-outside",
                    "part-twice",
                    "too-many-parts",
                    "too-many-sheets",
                    "too-many-columns",
                    "too-large",
                    "cell-too-long",
                    "declaration");

    @FuzzTest
    void aFileIsRowsWithinTheLimitsOrRefused(byte[] content) {
        read(content);
    }

    @DictionaryEntries({
        "<row r=\"1\">",
        "<c r=\"A1\" t=\"s\">",
        "<v>0</v>",
        "<is><t>",
        "<f>",
        "</c>",
        "</row>",
        "<!DOCTYPE"
    })
    @FuzzTest
    void aSheetIsRowsWithinTheLimitsOrRefused(byte[] rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            part(
                    zip,
                    "[Content_Types].xml",
                    "<Types><Override ContentType=\"spreadsheetml.sheet.main+xml\"/></Types>");
            part(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns:r=\"x/relationships\"><sheet name=\"Users\" r:id=\"r1\"/></workbook>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<R><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/></R>");
            zip.putNextEntry(new ZipEntry("xl/s.xml"));
            zip.write("<worksheet><sheetData>".getBytes(StandardCharsets.UTF_8));
            zip.write(rows);
            zip.write("</sheetData></worksheet>".getBytes(StandardCharsets.UTF_8));
        }
        read(out.toByteArray());
    }

    private static void part(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }

    private static void read(byte[] content) {
        try (XlsxFile file = XlsxFile.open(content)) {
            for (String sheet : file.sheets()) {
                int[] last = {0};
                file.read(
                        sheet,
                        (number, cells) -> {
                            assertThat(number).isGreaterThan(last[0]);
                            last[0] = number;
                            assertThat(cells)
                                    .hasSize(XlsxFile.COLUMNS)
                                    .allMatch(cell -> cell.length() <= 32_767);
                            return true;
                        });
            }
        } catch (Unreadable refused) {
            assertThat(REFUSALS).contains(refused.code());
        }
    }
}
