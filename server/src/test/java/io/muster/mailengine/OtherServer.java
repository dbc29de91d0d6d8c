package io.muster.mailengine;

import io.muster.testing.NameService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server of somebody else, on an address of its own, which answers as it is told. */
final class OtherServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Thread serving;
    private final @Nullable SSLContext tls;
    private final boolean implicit;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();

    /**
     * @param address on the loopback network: 127.0.0.2
     */
    OtherServer(String address) {
        this(address, null);
    }

    /**
     * @param tls offers STARTTLS
     */
    OtherServer(String address, @Nullable SSLContext tls) {
        this(address, tls, false);
    }

    /**
     * @param implicit encrypts from the first octet instead
     */
    OtherServer(String address, @Nullable SSLContext tls, boolean implicit) {
        this.tls = tls;
        this.implicit = implicit;
        try {
            this.socket =
                    new ServerSocket(
                            NameService.shared().mailPort(), 50, InetAddress.ofLiteral(address));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        serving = Thread.ofVirtual().start(this::serve);
    }

    /** A message that changed hands: its envelope and its octets. */
    record Taken(String sender, List<String> recipients, String message, boolean encrypted) {}

    /** The next so many commands that begin so get these answers; "" cuts the connection. */
    OtherServer answering(String command, String... next) {
        answers.put(command, new ArrayDeque<>(List.of(next)));
        return this;
    }

    List<Taken> taken() {
        return List.copyOf(taken);
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() {
        try {
            socket.close();
            // The address is free for the next one only when nobody waits at it any more.
            serving.join();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void talk(Socket plain) {
        Socket client = plain;
        try {
            if (implicit && tls != null) {
                client = encrypted(client, tls);
            }
            var in = reader(client);
            OutputStream out = client.getOutputStream();
            String sender = "";
            List<String> recipients = new ArrayList<>();
            if (!say(out, "CONNECT", "220 other.example ESMTP")) {
                return;
            }
            String line;
            while ((line = in.readLine()) != null) {
                commands.add(line);
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                String usual =
                        switch (verb) {
                            case "EHLO" ->
                                    "250-other.example\r\n"
                                            + (tls != null && !(client instanceof SSLSocket)
                                                    ? "250-STARTTLS\r\n"
                                                    : "")
                                            + "250 PIPELINING";
                            case "STARTTLS" -> "220 2.0.0 go on";
                            case "DATA" -> "354 go on";
                            case "QUIT" -> "221 2.0.0 bye";
                            default -> "250 2.1.0 fine";
                        };
                String said = answer(line, usual);
                if (said.isEmpty()) {
                    return;
                }
                send(out, said);
                boolean good = said.startsWith("2") || said.startsWith("3");
                if (verb.equals("QUIT")) {
                    return;
                } else if (verb.equals("STARTTLS") && good && tls != null) {
                    client = encrypted(client, tls);
                    in = reader(client);
                    out = client.getOutputStream();
                } else if (verb.equals("MAIL")) {
                    sender = inside(line);
                    recipients.clear();
                } else if (verb.equals("RCPT") && good) {
                    recipients.add(inside(line));
                } else if (verb.equals("DATA") && good) {
                    String message = text(in);
                    String end = answer("DOT", "250 2.0.0 taken");
                    if (end.isEmpty()) {
                        return;
                    }
                    if (end.startsWith("250")) {
                        taken.add(
                                new Taken(
                                        sender,
                                        List.copyOf(recipients),
                                        message,
                                        client instanceof SSLSocket));
                    }
                    send(out, end);
                }
            }
        } catch (IOException _) {
            // The client went away.
        } finally {
            try {
                client.close();
            } catch (IOException _) {
                // It is closed.
            }
        }
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Socket encrypted(Socket plain, SSLContext tls) throws IOException {
        var encrypted =
                (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private static String inside(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private boolean say(OutputStream out, String command, String usual) throws IOException {
        String answer = answer(command, usual);
        if (answer.isEmpty()) {
            return false;
        }
        send(out, answer);
        return true;
    }

    private static void send(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private synchronized String answer(String line, String usual) {
        for (Map.Entry<String, Deque<String>> told : answers.entrySet()) {
            if (line.startsWith(told.getKey()) && !told.getValue().isEmpty()) {
                return told.getValue().removeFirst();
            }
        }
        return usual;
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null && !line.equals(".")) {
            text.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        }
        return text.toString();
    }
}
