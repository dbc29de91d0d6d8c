package io.muster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser does with the API: keeps cookies, echoes the CSRF token, sends and reads JSON. */
public final class Browser {

    private static final JsonMapper JSON = new JsonMapper();

    private final String base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private String token = "";

    public Browser(int port) {
        this.base = "http://localhost:" + port;
    }

    /** A program instead, which shows this API token with each request. */
    public Browser withToken(String apiToken) {
        token = apiToken;
        return this;
    }

    /** An answer: status, headers and the body as JSON (an empty object when there is none). */
    public record Answer(int status, HttpResponse<String> response) {

        public JsonNode json() {
            return response.body().isEmpty()
                    ? JSON.createObjectNode()
                    : JSON.readTree(response.body());
        }

        /** A value by its path, as in {@code items/0/name}; empty text when it is not there. */
        public String text(String path) {
            return json().at("/" + path).asString("");
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    public Answer put(String path, Object body, String ifMatch) {
        return send("PUT", path, body, Map.of("If-Match", ifMatch));
    }

    public Answer delete(String path, String ifMatch) {
        return send("DELETE", path, null, Map.of("If-Match", ifMatch));
    }

    /** Posts octets as they are, as the upload of a file does. */
    public Answer upload(String path, byte[] content) {
        return exchange(
                "POST",
                path,
                BodyPublishers.ofByteArray(content),
                Map.of("Content-Type", "application/octet-stream"));
    }

    /** Fetches a file as it is. */
    public byte[] download(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).GET();
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answers " + response.statusCode());
            }
            return response.body();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * Any request, with further headers; a header of that name replaces what would be sent by
     * itself.
     */
    public Answer send(
            String method, String path, @Nullable Object body, Map<String, String> headers) {
        return exchange(
                method,
                path,
                body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(JSON.writeValueAsString(body)),
                headers);
    }

    private Answer exchange(
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(method, body)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json");
        csrf().ifPresent(value -> request.header("X-XSRF-TOKEN", value));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::setHeader);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Fetches the CSRF token and signs in. */
    public Answer signIn(String name, String password) {
        get("/api/v1/me");
        return post("/api/v1/sign-in", Map.of("name", name, "password", password));
    }

    private Optional<String> csrf() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
