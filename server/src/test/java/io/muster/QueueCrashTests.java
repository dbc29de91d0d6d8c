package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Muster killed without warning (kill -9) while its queue sends mail to another server. How often
 * it is killed says the system property {@code muster.queue-kills}.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class QueueCrashTests {

    private static final int KILLS = Integer.getInteger("muster.queue-kills", 1);
    private static final int MESSAGES = 60;
    private static final int CONNECTIONS = 4;
    private static final int BEFORE_THE_KILL = 10;
    private static final int LONGEST_DELAY = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Random chance = new Random();

    /** Kept with its logs when something went wrong: no run is like another. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temporary;

    /** What was in hand at the kill may go out again: its answer was perhaps not noted. */
    @Test
    void whatWasSubmittedArrivesAndWhatWasNotInHandArrivesOnce() throws Exception {
        try (Relay relay = new Relay()) {
            int port = freePort();
            try (RunningMuster muster = RunningMuster.in(temporary, settings(port, relay))) {
                muster.setUp();
                Set<String> submitted = new HashSet<>();
                for (int kill = 0; kill < KILLS; kill++) {
                    relay.takeOnly(BEFORE_THE_KILL);
                    int goal = relay.subjects().size() + BEFORE_THE_KILL;
                    submit(port, "k" + kill, submitted);
                    await().atMost(PATIENCE).until(() -> relay.subjects().size() >= goal);
                    CompletableFuture.runAsync(
                                    () -> muster.process().destroyForcibly(),
                                    CompletableFuture.delayedExecutor(
                                            chance.nextInt(LONGEST_DELAY), TimeUnit.MILLISECONDS))
                            .join();
                    muster.process().waitFor();
                    relay.takeAll();
                    muster.startAgain();
                }

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(states(muster)).containsOnly("SENT"));

                List<String> arrived = relay.subjects();
                assertThat(new HashSet<>(arrived)).isEqualTo(submitted);
                assertThat(arrived.size() - submitted.size())
                        .as("sent again")
                        .isBetween(0, KILLS * CONNECTIONS);
                System.out.printf(
                        "%d kills, %d messages, %d sent again%n",
                        KILLS, submitted.size(), arrived.size() - submitted.size());
            }
        }
    }

    private static Map<String, String> settings(int submission, Relay relay) {
        return Map.ofEntries(
                Map.entry("MUSTER_MAIL_ENABLED", "true"),
                Map.entry("MUSTER_MAIL_SMTP_PORT", "0"),
                Map.entry("MUSTER_MAIL_SUBMISSION_PORT", String.valueOf(submission)),
                Map.entry("MUSTER_MAIL_SUBMISSIONS_PORT", "0"),
                Map.entry("MUSTER_MAIL_IMAP_PORT", "0"),
                Map.entry("MUSTER_MAIL_IMAPS_PORT", "0"),
                Map.entry("MUSTER_MAIL_SMARTHOST_HOST", "127.0.0.1"),
                Map.entry("MUSTER_MAIL_SMARTHOST_PORT", String.valueOf(relay.port())),
                Map.entry("MUSTER_MAIL_SMARTHOST_SECURITY", "NONE"),
                Map.entry("MUSTER_MAIL_OUTGOING_CONNECTIONS", String.valueOf(CONNECTIONS)),
                Map.entry("MUSTER_MAIL_OUTGOING_RETRIES", "1s"),
                Map.entry("MUSTER_OUTGOING_ALLOWED_NETWORKS", "127.0.0.0/8"));
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void submit(int port, String round, Set<String> submitted)
            throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
        properties.put("mail.smtp.auth", "true");
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", port, RunningMuster.NAME, RunningMuster.PASSWORD);
            for (int number = 0; number < MESSAGES; number++) {
                String subject = round + "m" + number;
                var message = new MimeMessage(session);
                message.setFrom(new InternetAddress(RunningMuster.NAME));
                message.setRecipients(
                        Message.RecipientType.TO, "bob" + number + "@far" + number + ".example");
                message.setSubject(subject);
                message.setText("text");
                message.saveChanges();
                transport.sendMessage(message, message.getAllRecipients());
                submitted.add(subject);
            }
        }
    }

    /** With what others answered last, of those that are not out. */
    private static Set<String> states(RunningMuster muster) {
        return new HashSet<>(
                muster.ownDatabase()
                        .sql(
                                """
                                SELECT CASE WHEN state = 'SENT' THEN state ELSE row_to_json(r)::text END
                                FROM mail_outgoing_recipients r
                                """)
                        .query(String.class)
                        .list());
    }

    /** The server that takes all mail for others, and answers only so many for a while. */
    private static final class Relay implements AutoCloseable {

        private final ServerSocket socket;
        private final List<String> subjects = new CopyOnWriteArrayList<>();
        private final Semaphore answers = new Semaphore(0);

        Relay() throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        /** The rest stays in hand. */
        void takeOnly(int messages) {
            answers.drainPermits();
            answers.release(messages);
        }

        void takeAll() {
            answers.release(1_000_000);
        }

        /** Of what was taken, in this order; twice what came twice. */
        List<String> subjects() {
            return List.copyOf(subjects);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> talk(client));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void talk(Socket client) {
            try (client;
                    var in =
                            new BufferedReader(
                                    new InputStreamReader(
                                            client.getInputStream(), StandardCharsets.UTF_8))) {
                OutputStream out = client.getOutputStream();
                say(out, "220 relay.example ESMTP");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    switch (line.split("[ :]", 2)[0]) {
                        case "DATA" -> {
                            say(out, "354 go on");
                            subjects.add(message(in));
                            answers.acquireUninterruptibly();
                            say(out, "250 2.0.0 taken");
                        }
                        case "QUIT" -> {
                            say(out, "221 bye");
                            return;
                        }
                        default -> say(out, "250 relay.example");
                    }
                }
            } catch (IOException gone) {
                // The other side was killed.
            }
        }

        /** Its subject. A message that doesn't come whole is none. */
        private static String message(BufferedReader in) throws IOException {
            String subject = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(".")) {
                    return subject;
                }
                if (line.startsWith("Subject: ")) {
                    subject = line.substring("Subject: ".length());
                }
            }
            throw new IOException("cut");
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
