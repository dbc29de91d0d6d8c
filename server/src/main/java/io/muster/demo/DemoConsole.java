package io.muster.demo;

import io.muster.kernel.OrganizationId;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at his console: a session with the API of this server, for one organization. */
final class DemoConsole {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String server;
    private final OrganizationId organization;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    DemoConsole(String server, OrganizationId organization) {
        this.server = server;
        this.organization = organization;
    }

    OrganizationId organization() {
        return organization;
    }

    /** What was answered, and the version that a change names. */
    record Answer(JsonNode body, String etag) {}

    void signIn(String name, String password) throws IOException {
        send(attempt(name, password));
    }

    /** So many wrong passwords in a row; that they are refused is what is wanted. */
    void mistype(String name, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            exchange(attempt(name, "not the password"));
        }
    }

    private HttpRequest attempt(String name, String password) throws IOException {
        // The first answer of all brings the token against forged requests.
        exchange(request("GET", "/api/v1/me").build());
        return request("POST", "/api/v1/sign-in")
                .POST(json(Map.of("name", name, "password", password)))
                .build();
    }

    void signOut() throws IOException {
        send(request("POST", "/api/v1/sign-out").POST(BodyPublishers.noBody()).build());
    }

    /** A path below that of the organization. */
    JsonNode get(String path) throws IOException {
        return send(request("GET", place(path)).build()).body();
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException {
        return send(request("POST", place(path)).POST(json(body)).build()).body();
    }

    void put(String path, Map<String, ?> body, String etag) throws IOException {
        send(request("PUT", place(path)).PUT(json(body)).header("If-Match", etag).build());
    }

    Answer upload(String path, String csv) throws IOException {
        return send(
                request("POST", place(path))
                        .POST(BodyPublishers.ofString(csv))
                        .setHeader("Content-Type", "text/csv")
                        .build());
    }

    /** Begins a job and waits until it is over. */
    void job(String path, Map<String, ?> body) throws IOException {
        String job = post(path, body).path("jobId").asString();
        while (open(job)) {
            pause();
        }
    }

    private boolean open(String job) throws IOException {
        String state = get("/jobs/" + job).path("state").asString();
        return state.equals("QUEUED") || state.equals("RUNNING");
    }

    private String place(String path) {
        return "/api/v1/organizations/" + organization + path;
    }

    private HttpRequest.Builder request(String method, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .method(method, BodyPublishers.noBody())
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json");
        String token = csrf();
        return token.isEmpty() ? request : request.header("X-XSRF-TOKEN", token);
    }

    private String csrf() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private Answer send(HttpRequest request) throws IOException {
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    "%s answered %d: %s"
                            .formatted(request.uri(), response.statusCode(), response.body()));
        }
        return new Answer(
                response.body().isEmpty()
                        ? JSON.createObjectNode()
                        : JSON.readTree(response.body()),
                response.headers().firstValue("ETag").orElse(""));
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        }
    }

    private static IOException stopped(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IOException("The server stops", interrupted);
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }
}
