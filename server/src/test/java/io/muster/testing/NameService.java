package io.muster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * The name server that the server under test asks. Tests add names of domains of their own; what
 * nobody added isn't there.
 */
public final class NameService {

    private static final NameService SHARED = new NameService();
    private static final long TTL = 60;

    private final DatagramSocket socket;
    private final int mailPort;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<Name, Integer> faults = new ConcurrentHashMap<>();

    private NameService() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
            this.mailPort = free.getLocalPort();
            this.socket =
                    new DatagramSocket(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        Thread.ofPlatform().daemon().name("name-service").start(this::serve);
    }

    public static NameService shared() {
        return SHARED;
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** At which other servers take mail. */
    public int mailPort() {
        return mailPort;
    }

    /** A host with an address. */
    public void host(String name, String address) {
        Name host = absolute(name);
        records.merge(
                host,
                List.of(new ARecord(host, DClass.IN, TTL, InetAddress.ofLiteral(address))),
                NameService::both);
    }

    /** A host that takes mail for a domain; "." for none. */
    public void exchange(String domain, int preference, String host) {
        Name name = absolute(domain);
        records.merge(
                name,
                List.of(new MXRecord(name, DClass.IN, TTL, preference, absolute(host))),
                NameService::both);
    }

    /** A text at a name, in pieces as the protocol has them (RFC 1035 3.3.14). */
    public void text(String name, String text) {
        Name place = absolute(name);
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += 200) {
            pieces.add(text.substring(from, Math.min(text.length(), from + 200)));
        }
        records.merge(
                place, List.of(new TXTRecord(place, DClass.IN, TTL, pieces)), NameService::both);
    }

    /** From now on the server can't answer for that name. */
    public void failing(String name) {
        faults.put(absolute(name), Rcode.SERVFAIL);
    }

    private static List<Record> both(List<Record> some, List<Record> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Name absolute(String name) {
        return Name.fromConstantString(name.endsWith(".") ? name : name + ".");
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                var question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                byte[] answer =
                        answer(new Message(Arrays.copyOf(buffer, question.getLength()))).toWire();
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }

    private Message answer(Message question) {
        Record asked = question.getQuestion();
        var answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(asked, Section.QUESTION);
        List<Record> known = records.get(asked.getName());
        Integer fault = faults.get(asked.getName());
        if (fault != null) {
            answer.getHeader().setRcode(fault);
        } else if (known == null) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else {
            known.stream()
                    .filter(record ->
                            record.getType() == asked.getType() || asked.getType() == Type.ANY)
                    .forEach(record -> answer.addRecord(record, Section.ANSWER));
        }
        return answer;
    }
}
