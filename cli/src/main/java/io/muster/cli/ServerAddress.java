package io.muster.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a server is reached. */
record ServerAddress(URI uri) {

    /**
     * Reads an address as people write it. Without a scheme it is https, on this machine http.
     *
     * @param plain whether http is good enough on the way to another machine
     * @throws Failure when it is none, or secrets would travel readable
     */
    static ServerAddress parse(String text, boolean plain) {
        String stripped = text.strip().replaceAll("(?<![:/])/+$", "");
        String whole = stripped.contains("://") ? stripped : withScheme(stripped);
        URI uri = uri(whole, text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(scheme.equals("http") || scheme.equals("https"))) {
            throw notOne(text);
        }
        if (scheme.equals("http") && !plain && !loopback(uri.getHost())) {
            throw Failure.usage(
                    """
                    Without TLS, passwords and tokens can be read on the way to %s.
                    Use https://, or --allow-plain-http where the way itself is protected.\
                    """
                            .formatted(uri.getHost()));
        }
        return new ServerAddress(uri);
    }

    private static String withScheme(String stripped) {
        URI guess = uri("http://" + stripped, stripped);
        return (guess.getHost() != null && loopback(guess.getHost()) ? "http://" : "https://")
                + stripped;
    }

    private static URI uri(String whole, String text) {
        try {
            return new URI(whole);
        } catch (URISyntaxException _) {
            throw notOne(text);
        }
    }

    private static Failure notOne(String text) {
        return Failure.usage(
                "\"%s\" is no address of a server. One looks like https://muster.example.org."
                        .formatted(text));
    }

    private static boolean loopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
