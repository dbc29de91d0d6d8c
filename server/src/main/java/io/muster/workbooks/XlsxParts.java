package io.muster.workbooks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The parts of an Office Open XML package (ECMA-376 part 2). Nothing is unpacked but what is asked
 * for, what is unpacked is counted, and no part may declare anything.
 */
final class XlsxParts implements Closeable {

    private static final int MOST_PARTS = 2_000;
    private static final long MOST_OCTETS = 48L << 20;

    /** Parts of these names are programs, or make the reading program fetch something. */
    private static final Set<String> ACTIVE =
            Set.of(
                    "vbaproject.bin",
                    "/externallinks/",
                    "/activex/",
                    "/embeddings/",
                    "/macrosheets/");

    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> parts = new HashMap<>();
    private final XMLInputFactory factory;
    private long left = MOST_OCTETS;

    private XlsxParts(ZipFile zip) {
        this.zip = zip;
        this.factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    }

    static XlsxParts open(byte[] content) throws Unreadable {
        if (records(content) > MOST_PARTS) {
            throw tooManyParts();
        }
        XlsxParts opened;
        try {
            opened = new XlsxParts(ZipFile.builder().setByteArray(content).get());
        } catch (IOException | RuntimeException _) {
            throw none();
        }
        try {
            opened.look();
            return opened;
        } catch (Unreadable refused) {
            opened.close();
            throw refused;
        }
    }

    /**
     * How many records its directory seems to have. To read them first and count then would make
     * hundreds of thousands of entries of a small file.
     */
    private static int records(byte[] content) {
        int found = 0;
        for (int i = 0; i + 3 < content.length && found <= MOST_PARTS; i++) {
            if (content[i] == 'P'
                    && content[i + 1] == 'K'
                    && content[i + 2] == 1
                    && content[i + 3] == 2) {
                found++;
            }
        }
        return found;
    }

    private static Unreadable tooManyParts() {
        return new Unreadable("too-many-parts", "The file has more than 2,000 parts.");
    }

    private void look() throws Unreadable {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            // Names of parts don't tell cases apart (ECMA-376 part 2, 6.2.2.3).
            String name = entry.getName().toLowerCase(Locale.ROOT);
            if (parts.size() >= MOST_PARTS) {
                throw tooManyParts();
            }
            if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
                throw new Unreadable(
                        "part-outside", "The file has a part whose name leads out of it.");
            }
            if (ACTIVE.stream().anyMatch(name::contains)) {
                throw new Unreadable(
                        "active-content",
                        "The file has macros, embedded objects or links to other files. Save it as a plain .xlsx workbook.");
            }
            if (parts.put(name, entry) != null) {
                throw new Unreadable("part-twice", "The file has a part twice.");
            }
        }
    }

    static Unreadable none() {
        return new Unreadable("not-a-workbook", "The file is not an .xlsx workbook.");
    }

    boolean has(String name) {
        return parts.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** What reads one part, event by event. */
    interface PartReading {
        void read(XMLStreamReader xml) throws XMLStreamException, Unreadable;
    }

    /** Reads a part that has to be there. */
    void read(String name, PartReading reading) throws Unreadable {
        ZipArchiveEntry entry = parts.get(name.toLowerCase(Locale.ROOT));
        if (entry == null) {
            throw none();
        }
        try (InputStream in = new Counted(zip.getInputStream(entry))) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                reading.read(xml);
            } finally {
                xml.close();
            }
        } catch (TooMuch _) {
            throw tooMuch();
        } catch (XMLStreamException | IOException | RuntimeException fault) {
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                if (cause instanceof TooMuch) {
                    throw tooMuch();
                }
            }
            throw new Unreadable("broken", "A part of the file can't be read: " + name + ".");
        }
    }

    private static Unreadable tooMuch() {
        return new Unreadable("too-large", "The file holds more than 48 MiB when it is unpacked.");
    }

    /** The next event; a declaration is the end of it. */
    static int next(XMLStreamReader xml) throws XMLStreamException, Unreadable {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new Unreadable("declaration", "The file declares entities, which is not read.");
        }
        return event;
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException _) {
            // It lies in memory.
        }
    }

    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Counts over all parts what comes out of them, whatever they say of their size. */
    private final class Counted extends InputStream {

        private final InputStream in;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int octets) throws TooMuch {
            left -= octets;
            if (left < 0) {
                throw new TooMuch();
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
