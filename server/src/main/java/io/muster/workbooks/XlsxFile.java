package io.muster.workbooks;

import static io.muster.workbooks.XlsxParts.next;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A workbook as its sheets hold it (ECMA-376 part 1, 18.3): the first columns of each row, as text.
 * Of a formula the value that was kept with it is taken. Reading goes through the file once, and
 * past a limit the file is refused.
 */
final class XlsxFile implements Closeable {

    /** So many columns are kept; the others are passed over. */
    static final int COLUMNS = 12;

    private static final String WORKBOOK = "xl/workbook.xml";
    private static final String RELATIONS = "xl/_rels/workbook.xml.rels";

    private static final int MOST_SHEETS = 1_000;
    private static final int MOST_CELLS_OF_ROW = 16_384;
    private static final int MOST_ROWS = 1_048_576;
    private static final int LONGEST_CELL = 32_767;
    private static final int MOST_SHARED = 500_000;
    private static final int MOST_SHARED_TEXT = 8 << 20;

    private final XlsxParts parts;
    private final Map<String, String> sheets;
    private final List<String> shared;

    private XlsxFile(XlsxParts parts, Map<String, String> sheets, List<String> shared) {
        this.parts = parts;
        this.sheets = sheets;
        this.shared = shared;
    }

    /** Opens a file that lies in memory. */
    static XlsxFile open(byte[] content) throws Unreadable {
        XlsxParts parts = XlsxParts.open(content);
        try {
            refuseOtherKinds(parts);
            Map<String, String> targets = new HashMap<>();
            parts.read(RELATIONS, xml -> readRelations(xml, targets));
            Map<String, String> sheets = new LinkedHashMap<>();
            parts.read(WORKBOOK, xml -> readSheets(xml, targets, sheets));
            List<String> shared = new ArrayList<>();
            String table = targets.getOrDefault("", "");
            if (!table.isEmpty()) {
                parts.read(table, xml -> readShared(xml, shared));
            }
            return new XlsxFile(parts, sheets, shared);
        } catch (Unreadable refused) {
            parts.close();
            throw refused;
        }
    }

    /** A workbook with macros says so of itself, whatever it is called. */
    private static void refuseOtherKinds(XlsxParts parts) throws Unreadable {
        parts.read(
                "[Content_Types].xml",
                xml -> {
                    boolean workbook = false;
                    while (xml.hasNext()) {
                        if (next(xml) == XMLStreamConstants.START_ELEMENT) {
                            String type = attribute(xml, "ContentType");
                            if (type.contains("macroEnabled")) {
                                throw new Unreadable(
                                        "active-content",
                                        "The file is a workbook with macros. Save it as a plain .xlsx workbook.");
                            }
                            workbook |= type.contains("spreadsheetml.sheet.main");
                        }
                    }
                    if (!workbook) {
                        throw XlsxParts.none();
                    }
                });
    }

    /** What the parts of the workbook are called; the table of shared texts has the empty key. */
    private static void readRelations(XMLStreamReader xml, Map<String, String> targets)
            throws XMLStreamException, Unreadable {
        while (xml.hasNext()) {
            if (next(xml) != XMLStreamConstants.START_ELEMENT
                    || !xml.getLocalName().equals("Relationship")) {
                continue;
            }
            if (attribute(xml, "TargetMode").equals("External")) {
                throw new Unreadable("active-content", "The file has links to other files.");
            }
            if (targets.size() > MOST_SHEETS + 100) {
                throw tooManySheets();
            }
            String target = attribute(xml, "Target");
            String path = target.startsWith("/") ? target.substring(1) : "xl/" + target;
            boolean table = attribute(xml, "Type").endsWith("/sharedStrings");
            targets.put(table ? "" : attribute(xml, "Id"), path);
        }
    }

    private static void readSheets(
            XMLStreamReader xml, Map<String, String> targets, Map<String, String> sheets)
            throws XMLStreamException, Unreadable {
        while (xml.hasNext()) {
            if (next(xml) != XMLStreamConstants.START_ELEMENT
                    || !xml.getLocalName().equals("sheet")) {
                continue;
            }
            if (sheets.size() >= MOST_SHEETS) {
                throw tooManySheets();
            }
            String part = targets.getOrDefault(relation(xml), "");
            String name = attribute(xml, "name");
            if (name.isBlank() || name.length() > 255 || sheets.put(name, part) != null) {
                throw new Unreadable("broken", "A sheet has no name, or that of another one.");
            }
        }
    }

    private static Unreadable tooManySheets() {
        return new Unreadable("too-many-sheets", "The file has more than 1,000 sheets.");
    }

    private static String relation(XMLStreamReader xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String space = xml.getAttributeNamespace(i);
            if (space != null
                    && space.endsWith("/relationships")
                    && xml.getAttributeLocalName(i).equals("id")) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    private static void readShared(XMLStreamReader xml, List<String> shared)
            throws XMLStreamException, Unreadable {
        long length = 0;
        while (xml.hasNext()) {
            if (next(xml) == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
                String text = richText(xml, "si");
                length += text.length();
                if (shared.size() >= MOST_SHARED || length > MOST_SHARED_TEXT) {
                    throw new Unreadable("too-large", "The file has more text than is read.");
                }
                shared.add(text);
            }
        }
    }

    /** The text of an element, in runs or not; how it is pronounced is no part of it. */
    private static String richText(XMLStreamReader xml, String element)
            throws XMLStreamException, Unreadable {
        StringBuilder text = new StringBuilder();
        boolean inText = false;
        int phonetic = 0;
        while (xml.hasNext()) {
            switch (next(xml)) {
                case XMLStreamConstants.START_ELEMENT -> {
                    inText = xml.getLocalName().equals("t");
                    phonetic += xml.getLocalName().equals("rPh") ? 1 : 0;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    inText = false;
                    phonetic -= xml.getLocalName().equals("rPh") ? 1 : 0;
                    if (xml.getLocalName().equals(element)) {
                        return text.toString();
                    }
                }
                default -> {
                    if (inText && phonetic == 0 && isText(xml)) {
                        append(text, xml);
                    }
                }
            }
        }
        return text.toString();
    }

    /** Blanks alone and marked sections come as events of their own. */
    private static boolean isText(XMLStreamReader xml) {
        return switch (xml.getEventType()) {
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE ->
                    true;
            default -> false;
        };
    }

    private static void append(StringBuilder text, XMLStreamReader xml) throws Unreadable {
        if (text.length() + xml.getTextLength() > LONGEST_CELL) {
            throw new Unreadable("cell-too-long", "A cell holds more than 32,767 characters.");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    /** The names of the sheets, in their order. */
    List<String> sheets() {
        return List.copyOf(sheets.keySet());
    }

    /** Takes the rows of a sheet. */
    interface RowSink {

        /**
         * @param number from 1, as the program shows it
         * @param cells {@link #COLUMNS} of them, stripped, empty where there is nothing
         * @return whether to go on
         */
        boolean row(int number, List<String> cells);
    }

    /** Reads the rows of a sheet that hold anything. */
    void read(String sheet, RowSink sink) throws Unreadable {
        String part = sheets.getOrDefault(sheet, "");
        if (part.isEmpty() || !parts.has(part)) {
            throw new Unreadable("broken", "The sheet " + sheet + " is missing from the file.");
        }
        parts.read(part, xml -> readRows(xml, sink));
    }

    private void readRows(XMLStreamReader xml, RowSink sink) throws XMLStreamException, Unreadable {
        int number = 0;
        while (xml.hasNext()) {
            if (next(xml) != XMLStreamConstants.START_ELEMENT
                    || !xml.getLocalName().equals("row")) {
                continue;
            }
            String said = attribute(xml, "r");
            int here = said.isEmpty() ? number + 1 : number(said);
            if (here > MOST_ROWS) {
                throw new Unreadable("too-large", "A sheet has more than 1,048,576 rows.");
            }
            if (here <= number) {
                throw new Unreadable("broken", "The rows of a sheet are out of order.");
            }
            number = here;
            String[] cells = new String[COLUMNS];
            boolean any = readCells(xml, cells);
            if (any && !sink.row(number, List.of(filled(cells)))) {
                return;
            }
        }
    }

    private static String[] filled(@Nullable String[] cells) {
        String[] filled = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            filled[i] = Objects.requireNonNullElse(cells[i], "");
        }
        return filled;
    }

    /** Reads to the end of the row; whether one of the kept cells holds anything. */
    private boolean readCells(XMLStreamReader xml, @Nullable String[] cells)
            throws XMLStreamException, Unreadable {
        int count = 0;
        int column = -1;
        boolean any = false;
        while (xml.hasNext()) {
            int event = next(xml);
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                return any;
            }
            if (event != XMLStreamConstants.START_ELEMENT || !xml.getLocalName().equals("c")) {
                continue;
            }
            count++;
            String place = attribute(xml, "r");
            column = place.isEmpty() ? column + 1 : column(place);
            if (count > MOST_CELLS_OF_ROW || column < 0 || column >= MOST_CELLS_OF_ROW) {
                throw new Unreadable("too-many-columns", "A row has more than 16,384 cells.");
            }
            String value = value(xml, attribute(xml, "t"));
            if (column < COLUMNS) {
                cells[column] = value.strip();
                any |= !value.isBlank();
            }
        }
        return any;
    }

    private String value(XMLStreamReader xml, String type) throws XMLStreamException, Unreadable {
        StringBuilder text = new StringBuilder();
        boolean inValue = false;
        String inline = "";
        while (xml.hasNext()) {
            int event = next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                inValue = xml.getLocalName().equals("v");
                if (xml.getLocalName().equals("is")) {
                    inline = richText(xml, "is");
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inValue = false;
                if (xml.getLocalName().equals("c")) {
                    break;
                }
            } else if (inValue && isText(xml)) {
                append(text, xml);
            }
        }
        return switch (type) {
            case "s" -> shared(text.toString());
            case "inlineStr" -> inline;
            case "b" -> text.toString().strip().equals("1") ? "TRUE" : "FALSE";
            default -> text.toString();
        };
    }

    private String shared(String index) throws Unreadable {
        if (index.isBlank()) {
            return "";
        }
        int number = number(index.strip());
        if (number < 0 || number >= shared.size()) {
            throw new Unreadable("broken", "A cell names a text that is not in the file.");
        }
        return shared.get(number);
    }

    private static int number(String text) throws Unreadable {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new Unreadable("broken", "A number in the file is none.");
        }
    }

    /** The column of a place such as AB12, from 0; -1 when it is none. */
    private static int column(String place) {
        int column = 0;
        for (int i = 0; i < place.length(); i++) {
            char letter = place.charAt(i);
            if (letter >= '0' && letter <= '9') {
                return column - 1;
            }
            if (letter < 'A' || letter > 'Z' || column > MOST_CELLS_OF_ROW) {
                return -1;
            }
            column = column * 26 + (letter - 'A' + 1);
        }
        return -1;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    @Override
    public void close() {
        parts.close();
    }
}
