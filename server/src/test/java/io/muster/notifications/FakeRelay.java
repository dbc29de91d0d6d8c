package io.muster.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server (RFC 5321) on a port of its own that takes mails, or answers as it is told. */
final class FakeRelay implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new HashMap<>();

    FakeRelay() {
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** A mail that changed hands: its envelope and its octets. */
    record Taken(String sender, List<String> recipients, String message) {}

    /** What it answers to a command from now on; "" cuts the connection instead. */
    FakeRelay answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    int port() {
        return socket.getLocalPort();
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
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
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

    private void talk(Socket client) {
        try (client) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            String sender = "";
            List<String> recipients = new ArrayList<>();
            if (!say(out, "CONNECT", "220 relay.example.org secret-banner-7")) {
                return;
            }
            String line;
            while ((line = in.readLine()) != null) {
                commands.add(line);
                String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                boolean goesOn =
                        switch (verb) {
                            case "EHLO" ->
                                    say(
                                            out,
                                            verb,
                                            "250-relay.example.org\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE");
                            case "AUTH" -> say(out, verb, "235 fine");
                            case "MAIL" -> say(out, verb, "250 fine");
                            case "RCPT" -> say(out, verb, "250 fine");
                            case "DATA" -> say(out, verb, "354 go on");
                            case "QUIT" -> say(out, verb, "221 bye");
                            default -> say(out, verb, "250 fine");
                        };
                if (!goesOn || verb.equals("QUIT")) {
                    return;
                }
                if (verb.equals("MAIL")) {
                    sender = line.replaceAll(".*<(.*?)>.*", "$1");
                    recipients.clear();
                } else if (verb.equals("RCPT")) {
                    recipients.add(line.replaceAll(".*<(.*?)>.*", "$1"));
                } else if (verb.equals("DATA") && !answers.containsKey("DATA")) {
                    String message = text(in);
                    if (!answers.getOrDefault("DOT", "250").startsWith("250")) {
                        if (!say(out, "DOT", "")) {
                            return;
                        }
                    } else {
                        taken.add(new Taken(sender, List.copyOf(recipients), message));
                        if (!say(out, "TAKEN", "250 taken")) {
                            return;
                        }
                    }
                }
            }
        } catch (IOException _) {
            // The client went away.
        }
    }

    private boolean say(OutputStream out, String command, String usual) throws IOException {
        String answer = answers.getOrDefault(command, usual);
        if (answer.isEmpty()) {
            return false;
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
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
