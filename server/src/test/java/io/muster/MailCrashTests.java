package io.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Muster killed without warning (kill -9) at random moments while mail comes in over several
 * connections. How often it is killed says the system property {@code muster.mail-kills}.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class MailCrashTests {

    private static final int KILLS = Integer.getInteger("muster.mail-kills", 2);
    private static final int SENDERS = 4;
    private static final int AT_LEAST = 20;
    private static final int LONGEST_DELAY = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Longer than what is kept beside the message, and the same in all of them. */
    private static final String LONG = "the same in every second message\r\n".repeat(1_000);

    private final Random chance = new Random();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    /** Kept with its logs when something went wrong: no run is like another. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temporary;

    @Test
    void everyMessageThatWasTakenIsThereOnce() throws Exception {
        int port = freePort();
        try (RunningMuster muster = RunningMuster.in(temporary, mailOn(port))) {
            muster.setUp();
            for (int kill = 0; kill < KILLS; kill++) {
                killedWhileMailComes(muster, port, "k" + kill);
                muster.startAgain();
            }
            sendOne(port, "afterwards");

            Map<String, Long> stored = stored(muster);
            assertThat(stored).containsKeys(taken.toArray(String[]::new));
            assertThat(stored.values()).containsOnly(1L);
            assertThat(tried).containsAll(stored.keySet());
            assertThat(wronglyCountedBodies(muster)).isZero();
            System.out.printf(
                    "%d kills, %d messages taken, %d begun%n", KILLS, taken.size(), tried.size());
        }
    }

    private static Map<String, String> mailOn(int port) {
        return Map.of(
                "MUSTER_MAIL_ENABLED",
                "true",
                "MUSTER_MAIL_SMTP_PORT",
                String.valueOf(port),
                "MUSTER_MAIL_SUBMISSION_PORT",
                "0",
                "MUSTER_MAIL_SUBMISSIONS_PORT",
                "0",
                "MUSTER_MAIL_IMAP_PORT",
                "0",
                "MUSTER_MAIL_IMAPS_PORT",
                "0",
                "MUSTER_MAIL_RECIPIENTS_PER_MINUTE",
                "1000000");
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void killedWhileMailComes(RunningMuster muster, int port, String round)
            throws InterruptedException {
        int before = taken.size();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < SENDERS; sender++) {
                String name = round + "s" + sender;
                var _ = senders.submit(() -> sendUntilTheServerDies(port, name));
            }
            await().atMost(PATIENCE).until(() -> taken.size() >= before + AT_LEAST);
            CompletableFuture.runAsync(
                            () -> muster.process().destroyForcibly(),
                            CompletableFuture.delayedExecutor(
                                    chance.nextInt(LONGEST_DELAY), TimeUnit.MILLISECONDS))
                    .join();
            muster.process().waitFor();
        }
    }

    private void sendUntilTheServerDies(int port, String name) {
        try (var smtp = new Smtp(port)) {
            for (int number = 0; ; number++) {
                send(smtp, name + "m" + number, number % 2 == 0 ? "short" : LONG);
            }
        } catch (IOException died) {
            // What was taken until then is noted.
        }
    }

    private void sendOne(int port, String subject) throws IOException {
        try (var smtp = new Smtp(port)) {
            send(smtp, subject, "short");
        }
    }

    private void send(Smtp smtp, String subject, String body) throws IOException {
        tried.add(subject);
        smtp.say("MAIL FROM:<stranger@elsewhere.example>", "250");
        smtp.say("RCPT TO:<" + RunningMuster.NAME + ">", "250");
        smtp.say("DATA", "354");
        smtp.say("Subject: " + subject + "\r\n\r\n" + body + "\r\n.", "250");
        taken.add(subject);
    }

    /** A connection of SMTP; an answer other than the awaited one fails the test. */
    private static final class Smtp implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Smtp(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            answer("220");
            say("HELO client.example", "250");
        }

        void say(String line, String awaited) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            answer(awaited);
        }

        private void answer(String awaited) throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("closed");
            }
            assertThat(line).startsWith(awaited);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Map<String, Long> stored(RunningMuster muster) {
        return muster
                .ownDatabase()
                .sql(
                        """
                        SELECT substring(convert_from(header, 'UTF8') FROM 'Subject: ([a-z0-9]+)') FROM mail_messages
                        """)
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(subject -> subject, Collectors.counting()));
    }

    private static long wronglyCountedBodies(RunningMuster muster) {
        return muster.ownDatabase()
                .sql(
                        """
                        SELECT count(*) FROM mail_bodies b
                        WHERE b.uses <> (SELECT count(*) FROM mail_messages m
                                         WHERE m.organization_id = b.organization_id AND m.body_hash = b.hash)
                        """)
                .query(Long.class)
                .single();
    }
}
