package io.muster.mailengine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Lines of SMTP or IMAP over a socket, octet for octet as a test wants them. */
final class Conversation implements AutoCloseable {

    /** The last line of an answer: of SMTP, or the tagged one of IMAP. */
    private static final Pattern LAST = Pattern.compile("\\d{3} .*|a\\d* (OK|NO|BAD).*|\\+.*");

    private static final int PATIENCE_MILLIS = 30_000;

    private final String greeting;
    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    Conversation(int port) {
        this(open(port, InetAddress.getLoopbackAddress()));
    }

    private Conversation(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = reader(socket);
            out = socket.getOutputStream();
            greeting = Objects.requireNonNullElse(in.readLine(), "");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** From another address of this machine. */
    static Conversation from(String address, int port) {
        try {
            return new Conversation(open(port, InetAddress.getByName(address)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Encrypted from the first octet. */
    static Conversation encrypted(int port) {
        return new Conversation(encrypted(open(port, InetAddress.getLoopbackAddress())));
    }

    private static Socket open(int port, InetAddress from) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String greeting() {
        return greeting;
    }

    /** Sends a line and reads the whole answer. */
    String say(String line) {
        send(line + "\r\n");
        return answer();
    }

    void send(String octets) {
        try {
            out.write(octets.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Up to the last line of an answer; what there is when the other side closes. */
    String answer() {
        return answer(in);
    }

    private static String answer(BufferedReader in) {
        var text = new StringBuilder();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                text.append(line).append('\n');
                if (LAST.matcher(line).matches()) {
                    break;
                }
            }
            return text.toString();
        } catch (IOException closed) {
            return text.toString();
        }
    }

    /** The next line; empty when the other side closed. */
    String line() {
        try {
            return Objects.requireNonNullElse(in.readLine(), "");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Whether the other side has closed after a good bye at most; waits for it or for a line. */
    boolean ended() {
        return farewell()
                .map(lines -> lines.lines().allMatch(line -> line.startsWith("* ")))
                .orElse(false);
    }

    /** What the other side says before it closes; nothing where it stays. */
    Optional<String> farewell() {
        var text = new StringBuilder();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                text.append(line).append('\n');
            }
        } catch (SocketTimeoutException stays) {
            return Optional.empty();
        } catch (IOException closed) {
            return Optional.of(text.toString());
        }
        return Optional.of(text.toString());
    }

    /** Goes on encrypted, after the other side agreed. */
    void encrypt() {
        try {
            socket = encrypted(socket);
            in = reader(socket);
            out = socket.getOutputStream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Socket encrypted(Socket plain) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustingAll()}, null);
            SSLSocket encrypted =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, "localhost", plain.getPort(), true);
            encrypted.startHandshake();
            return encrypted;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
