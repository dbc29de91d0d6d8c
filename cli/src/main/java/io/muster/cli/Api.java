package io.muster.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The server's REST API. Whatever it refuses, and its silence, is thrown as a {@link Failure}.
 * Follows no redirection: the token is meant for one server.
 */
final class Api implements AutoCloseable {

    /** Proving a long audit chain and counting a million users take their time. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);

    private final ServerAddress server;
    private final @Nullable String token;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http;

    /**
     * @param token null to be nobody yet: then a session is kept by cookies
     */
    Api(ServerAddress server, @Nullable String token) {
        this.server = server;
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(15));
        this.http = token == null ? builder.cookieHandler(cookies).build() : builder.build();
    }

    ServerAddress server() {
        return server;
    }

    /**
     * @param etag what {@code If-Match} names when it is changed; empty when it has no version
     */
    record Answer(JsonNode body, String etag) {}

    JsonNode get(String path) {
        return get(path, Query.NONE);
    }

    JsonNode get(String path, Query query) {
        return answer("GET", path + query.text(), null, Map.of()).body();
    }

    /** What may be changed then, with its version. */
    Answer read(String path) {
        return answer("GET", path, null, Map.of());
    }

    JsonNode post(String path, Map<String, ?> body) {
        return post(path, body, Map.of());
    }

    JsonNode post(String path, Map<String, ?> body, Map<String, String> headers) {
        return answer("POST", path, json(body), headers).body();
    }

    Answer put(String path, Map<String, ?> body, String etag) {
        return answer("PUT", path, json(body), Map.of("If-Match", etag));
    }

    void delete(String path) {
        answer("DELETE", path, null, Map.of());
    }

    void delete(String path, String etag) {
        answer("DELETE", path, null, Map.of("If-Match", etag));
    }

    /** Sends a file as it is. */
    Answer upload(String path, Query query, BodyPublisher file) {
        return upload(path + query.text(), file, "text/csv");
    }

    /** Sends a file of that type as it is. */
    Answer upload(String path, BodyPublisher file, String type) {
        return answer("POST", path, file, Map.of("Content-Type", type));
    }

    /** A file from the server; to be closed. */
    InputStream download(String path, Query query) {
        HttpResponse<InputStream> response =
                send(request("GET", path + query.text(), null, Map.of("Accept", "*/*")));
        if (response.statusCode() != 200) {
            throw Problems.of(response, text(response));
        }
        return response.body();
    }

    /** Fetches the token against forged requests, which a session needs. */
    void greet() {
        text(send(request("GET", "/api/v1/me", null, Map.of())));
    }

    private Answer answer(
            String method, String path, @Nullable BodyPublisher body, Map<String, String> headers) {
        HttpResponse<InputStream> response = send(request(method, path, body, headers));
        String text = text(response);
        if (response.statusCode() / 100 != 2) {
            throw Problems.of(response, text);
        }
        try {
            return new Answer(Json.read(text), response.headers().firstValue("ETag").orElse(""));
        } catch (JacksonException _) {
            throw new Failure(
                    ExitCode.AWAY, "What answers at %s is no Muster.".formatted(server.uri()));
        }
    }

    private HttpRequest request(
            String method, String path, @Nullable BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .timeout(LONGEST_ANSWER)
                        .method(method, body == null ? BodyPublishers.noBody() : body)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "muster-cli");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        } else {
            cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .ifPresent(value -> request.header("X-XSRF-TOKEN", value));
        }
        headers.forEach(request::setHeader);
        return request.build();
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (SSLException fault) {
            throw new Failure(
                    ExitCode.AWAY,
                    "No trusted connection to %s: %s".formatted(server, fault.getMessage()));
        } catch (IOException _) {
            throw away();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.AWAY, "Interrupted.");
        }
    }

    private Failure away() {
        return new Failure(
                ExitCode.AWAY, "No server answers at %s. Is it running?".formatted(server));
    }

    private String text(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException _) {
            throw away();
        }
    }

    private static BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofString(Json.write(body));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
