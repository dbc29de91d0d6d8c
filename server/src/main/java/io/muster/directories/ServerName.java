package io.muster.directories;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory is, as people write it: a host, a host with a port, a URL (RFC 4516) or a
 * binding string such as {@code LDAP://dc.example.org/CN=Users,DC=example,DC=org}, which names the
 * base too.
 *
 * @param port null when it wasn't said
 * @param base empty when it wasn't said
 * @param encrypted whether it began with {@code ldaps}
 */
record ServerName(String host, @Nullable Integer port, String base, boolean encrypted) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(?<scheme>ldaps?)://)?"
                            + "(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])"
                            + "(?::(?<port>[0-9]{1,5}))?"
                            + "(?:/(?<base>[^?]{0,1000}))?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern HERE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    /** Nothing for a text that names no server in any of these forms. */
    static Optional<ServerName> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String port = form.group("port");
        int number = port == null ? 1 : Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            return Optional.empty();
        }
        String scheme = form.group("scheme");
        String host = form.group("host").toLowerCase(Locale.ROOT);
        return decoded(form.group("base"))
                .map(base ->
                        new ServerName(
                                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                                port == null ? null : number,
                                base,
                                "ldaps".equalsIgnoreCase(scheme)));
    }

    /** A URL writes some characters as %20; a plus sign stands for itself there. */
    private static Optional<String> decoded(@Nullable String base) {
        if (base == null) {
            return Optional.of("");
        }
        try {
            return Optional.of(
                            URLDecoder.decode(base.replace("+", "%2B"), StandardCharsets.UTF_8)
                                    .strip())
                    .filter(text -> text.chars().noneMatch(Character::isISOControl));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether that is this machine, to which nobody listens on the way. */
    static boolean isHere(String host) {
        return HERE.matcher(host).matches();
    }

    /** The form in which it is shown: the port only where it isn't the usual one. */
    static String text(String host, int port, DirectorySecurity security) {
        String named = host.contains(":") ? "[" + host + "]" : host;
        return port == security.port() ? named : named + ":" + port;
    }
}
