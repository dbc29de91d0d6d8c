package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Permission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workbooks made to do harm are refused, soon and with little memory. */
@Timeout(30)
class HostileWorkbookTests {

    private static final String NAMESPACE =
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String HEAD = "<worksheet " + NAMESPACE + "><sheetData>";

    @Test
    void refusesABombOfOneSheet() {
        Forged bomb = new Forged().sheet(HEAD);
        bomb.endless("xl/worksheets/sheet1.xml", HEAD, "<row/>".repeat(1_000), 200_000);
        harmless(bomb, "too-large");
    }

    @Test
    void refusesABombOfBlanks() {
        Forged bomb = new Forged().sheet(HEAD);
        bomb.endless("xl/worksheets/sheet1.xml", HEAD, " ".repeat(4_096), 250_000);
        harmless(bomb, "too-large");
    }

    @Test
    void refusesAFloodOfSharedTexts() {
        Forged flood = new Forged().sheet(HEAD + "</sheetData></worksheet>");
        flood.shared();
        flood.endless(
                "xl/sharedStrings.xml",
                "<sst " + NAMESPACE + ">",
                "<si><t>a</t></si>".repeat(1_000),
                100_000);
        harmless(flood, "too-large");
    }

    @Test
    void refusesAMillionColumns() {
        harmless(
                new Forged()
                        .sheet(
                                HEAD
                                        + "<row r=\"1\">"
                                        + "<c/>".repeat(1_000_000)
                                        + "</row></sheetData></worksheet>"),
                "too-many-columns");
        harmless(
                new Forged()
                        .sheet(
                                HEAD
                                        + "<row r=\"1\"><c r=\"ZZZZZZ1\"/></row></sheetData></worksheet>"),
                "too-many-columns");
    }

    @Test
    void refusesACellWithoutEnd() {
        Forged endless = new Forged().sheet(HEAD);
        endless.endless(
                "xl/worksheets/sheet1.xml",
                HEAD + "<row r=\"1\"><c t=\"inlineStr\"><is><t>",
                "x".repeat(1_000),
                1_000_000);
        harmless(endless, "cell-too-long");
    }

    @Test
    void declaresNothing() {
        String lol =
                """
                <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c SYSTEM "file:///etc/passwd">]>
                """;
        harmless(
                new Forged()
                        .sheet(
                                lol
                                        + HEAD
                                        + "<row r=\"1\"><c t=\"inlineStr\"><is><t>&b;&c;</t></is></c></row></sheetData></worksheet>"),
                "declaration");
        assertThat(code(new Forged().sheet(HEAD + "<row><c><v>&a;</v></c></row>")))
                .isIn("declaration", "broken");
    }

    @Test
    void refusesMacrosLinksAndPartsThatLeadOutOfTheFile() {
        Map.of(
                        "xl/vbaProject.bin", "active-content",
                        "xl/externalLinks/externalLink1.xml", "active-content",
                        "xl/embeddings/oleObject1.bin", "active-content",
                        "../../etc/cron.d/x", "part-outside",
                        "/etc/passwd", "part-outside",
                        "xl\\..\\x", "part-outside",
                        "XL/WORKBOOK.XML", "part-twice")
                .forEach((part, code) ->
                        assertThat(code(new Forged().sheet(HEAD).part(part, "x")))
                                .as(part)
                                .isEqualTo(code));
        Forged macros = new Forged().sheet(HEAD);
        macros.part(
                "[Content_Types].xml",
                "<Types><Override ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>");
        assertThat(code(macros)).isEqualTo("active-content");
        Forged external = new Forged().sheet(HEAD);
        external.part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r9\" TargetMode=\"External\" Target=\"http://x.example/\"/></Relationships>");
        assertThat(code(external)).isEqualTo("active-content");
    }

    @Test
    void refusesTooManyParts() {
        Forged many = new Forged().sheet(HEAD);
        for (int i = 0; i < 3_000; i++) {
            many.part("x/" + i, "");
        }
        harmless(many, "too-many-parts");
    }

    /** As many records as fit into 16 MiB, of which reading makes ten times that. */
    @Test
    void countsPartsBeforeItReadsTheirDirectory() {
        byte[] record = new byte[46];
        System.arraycopy(new byte[] {'P', 'K', 1, 2}, 0, record, 0, 4);
        var directory = new ByteArrayOutputStream();
        directory.writeBytes(new byte[] {'P', 'K', 3, 4});
        for (int i = 0; i < 360_000; i++) {
            directory.writeBytes(record);
        }
        byte[] content = directory.toByteArray();
        assertThat(code(content)).isEqualTo("too-many-parts");
    }

    @Test
    void takesMarkedSectionsAndBlanksAsText() {
        Forged book =
                new Forged()
                        .sheet(
                                HEAD
                                        + """
                                        <row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[Ann & Bob]]></t></is></c>
                                        <c r="B1" t="str"><v>a<![CDATA[<b>]]> c</v></c></row>
                                        </sheetData></worksheet>
                                        """);
        assertThat(Sheets.read(book.file()).getOrDefault("Users", List.of()).getFirst())
                .containsExactly("Ann & Bob", "a<b> c");
    }

    /** Each cell is another, and each word of it is wrong. */
    @Test
    void tellsOnlyTheFirstFaultsOfACell() {
        Offer nothing = new Offer("Acme", List.of(), Set.of(), List.of());
        GiftCells cells = new GiftCells(Permission.Level.ORGANIZATION, List.of(), nothing);
        Findings errors = new Findings();
        String words = ",x".repeat(96) + ",y".repeat(96) + ",z,w,v,u";
        long before = heap();
        for (int row = 3; row < 60_000; row++) {
            cells.read("Account", row, row + words, words, errors);
        }
        assertThat(heap() - before).isLessThan(32L << 20);
        assertThat(errors.total()).isEqualTo(59_997 * 8);

        Findings few = new Findings();
        cells.read("Account", 3, "a,b,a,c,a,d,e", "", few);
        assertThat(few.first())
                .extracting(Finding::code)
                .containsExactly(
                        "permission-unknown",
                        "permission-unknown",
                        "permission-unknown",
                        "more-words");
        assertThat(few.first().getLast().message()).startsWith("2 more words");
    }

    @Test
    void takesTheValuesOfFormulasAndNeverRunsThem() {
        Forged book =
                new Forged()
                        .sheet(
                                HEAD
                                        + """
                                        <row r="1"><c r="A1"><f>1+1</f><v>2</v></c>
                                        <c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>
                                        <c r="D1" t="inlineStr"><is><t>=cmd|' /C calc'!A0</t></is></c></row>
                                        </sheetData></worksheet>
                                        """);
        assertThat(Sheets.read(book.file()).getOrDefault("Users", List.of()).getFirst())
                .containsExactly("2", "ab", "", "=cmd|' /C calc'!A0");
    }

    @Test
    void isNoWorkbookWhenAPartIsMissingOrBroken() {
        assertThat(code(new byte[0])).isEqualTo("not-a-workbook");
        assertThat(code("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("not-a-workbook");
        byte[] whole = new Sheets().users("Ann\tSmith\tann@acme.example").file();
        assertThat(code(Arrays.copyOf(whole, whole.length / 2))).isEqualTo("not-a-workbook");
        assertThat(code(new Forged().sheet(HEAD + "<row r=\"2\"/><row r=\"1\"/>")))
                .isEqualTo("broken");
        assertThat(code(new Forged().sheet(HEAD + "<row r=\"1\"><c t=\"s\"><v>7</v></c></row>")))
                .isEqualTo("broken");
    }

    private static void harmless(Forged file, String code) {
        byte[] content = file.file();
        code(content);
        long before = heap();
        Instant begin = Instant.now();
        assertThat(code(content)).isEqualTo(code);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(heap() - before).isLessThan(64L << 20);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String code(Forged file) {
        return code(file.file());
    }

    private static String code(byte[] content) {
        try (XlsxFile file = XlsxFile.open(content)) {
            for (String sheet : file.sheets()) {
                file.read(sheet, (_, _) -> true);
            }
            return "good";
        } catch (Unreadable refused) {
            return refused.code();
        }
    }

    /** A workbook with one sheet, part by part. */
    private static final class Forged {

        private final Map<String, byte[]> parts = new LinkedHashMap<>();
        private String endlessPart = "";
        private String first = "";
        private String again = "";
        private int times;

        Forged() {
            part(
                    "[Content_Types].xml",
                    "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>");
            part(
                    "xl/workbook.xml",
                    "<workbook "
                            + NAMESPACE
                            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Users\" r:id=\"r1\"/></sheets></workbook>");
            part(
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
        }

        Forged part(String name, String content) {
            parts.put(name, content.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Forged sheet(String content) {
            return part("xl/worksheets/sheet1.xml", content);
        }

        void shared() {
            part(
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                            + "<Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        }

        void endless(String name, String begin, String more, int often) {
            parts.remove(name);
            endlessPart = name;
            first = begin;
            again = more;
            times = often;
        }

        byte[] file() {
            var out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue());
                }
                if (!endlessPart.isEmpty()) {
                    zip.putNextEntry(new ZipEntry(endlessPart));
                    zip.write(first.getBytes(StandardCharsets.UTF_8));
                    byte[] more = again.getBytes(StandardCharsets.UTF_8);
                    // As much as makes a thousand times what is sent, and no more: the test has to
                    // write it.
                    long most = Math.min(times, (200L << 20) / more.length);
                    for (long i = 0; i < most; i++) {
                        zip.write(more);
                    }
                }
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
            return out.toByteArray();
        }
    }
}
