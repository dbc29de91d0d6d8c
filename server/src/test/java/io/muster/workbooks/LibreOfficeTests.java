package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * LibreOffice opens our example and saves it again; so it does with a workbook that is filled in.
 */
@MusterTest
class LibreOfficeTests {

    @Autowired private World world;

    @Test
    void whatLibreOfficeSavesIsReadAlike(@TempDir Path folder)
            throws IOException, InterruptedException {
        WorkbookDesk desk = WorkbookDesk.ofAnOwner(world);
        String sales = desk.mailbox("Sales: Wien & Graz", "sales");
        byte[] example = desk.download("/workbooks/example");
        String at = "@" + desk.domain();
        byte[] filled =
                new Sheets()
                        .users("Änn\tO'Smith\tann" + at + "\tY", "001\t=1+1\tbob" + at)
                        .grants(
                                "Account",
                                "Acme - " + desk.organization().organization(),
                                "ann" + at + "\t\t10013,10016")
                        .grants(
                                "Sales  Wien & Graz",
                                "Sales: Wien & Graz - " + sales,
                                "bob" + at + "\t\t2004")
                        .file();
        Files.write(folder.resolve("example.xlsx"), example);
        Files.write(folder.resolve("filled.xlsx"), filled);
        Path saved = Files.createDirectory(folder.resolve("saved"));

        Process office =
                new ProcessBuilder(
                                "soffice",
                                "--headless",
                                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                                "--convert-to",
                                "xlsx:Calc MS Excel 2007 XML",
                                "--outdir",
                                saved.toString(),
                                folder.resolve("example.xlsx").toString(),
                                folder.resolve("filled.xlsx").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        assertThat(office.waitFor(120, TimeUnit.SECONDS)).isTrue();

        Map<String, List<List<String>>> again =
                Sheets.read(Files.readAllBytes(saved.resolve("example.xlsx")));
        assertThat(again).isEqualTo(Sheets.read(example));
        byte[] resaved = Files.readAllBytes(saved.resolve("filled.xlsx"));
        assertThat(Sheets.read(resaved)).isEqualTo(Sheets.read(filled));
        assertThat(WorkbookDesk.places(desk.check(resaved), "errors")).isEmpty();
        assertThat(desk.check(resaved).json().at("/users").asInt()).isEqualTo(2);
    }
}
