package io.muster.testing;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a browser's EventSource does. */
public final class LiveEar {

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    public LiveEar(int port, String session) {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/me/live"))
                        .header("Cookie", "muster_session=" + session)
                        .header("Accept", "text/event-stream")
                        .build();
        Thread.ofVirtual().start(() -> read(request));
    }

    /** The shared server has just been given the class's database and may not listen to it yet. */
    public static void awaitServer() {
        await().until(() ->
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT EXISTS (SELECT FROM pg_stat_activity
                                WHERE datname = current_database() AND query LIKE 'LISTEN %')
                                """)
                        .query(Boolean.class)
                        .single());
    }

    /** The ear of a browser that is signed in, once it hears. */
    public static LiveEar of(int port, Browser browser) {
        LiveEar ear = new LiveEar(port, browser.cookie("muster_session"));
        await().until(() -> ear.lines().contains(":open"));
        return ear;
    }

    private void read(HttpRequest request) {
        try (var body =
                new BufferedReader(
                        new InputStreamReader(
                                http.send(request, BodyHandlers.ofInputStream()).body(),
                                StandardCharsets.UTF_8))) {
            String line;
            while ((line = body.readLine()) != null) {
                lines.add(line);
            }
        } catch (IOException _) {
            // Cut off.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
        }
    }

    public List<String> lines() {
        return lines;
    }

    public boolean ended() {
        return ended;
    }

    public void hears(String text) {
        await().until(() -> lines.stream().anyMatch(line -> line.contains(text)));
    }

    public void close() {
        http.shutdownNow();
    }
}
