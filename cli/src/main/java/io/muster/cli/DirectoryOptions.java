package io.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a directory is reached and read; what is left out stays, or is as usual. */
final class DirectoryOptions {

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "active-directory, openldap, ds389 or samba.")
    private @Nullable String kind;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "A host, a host with a port, or a binding string as in LDAP://dc.example.org/CN=Users,DC=example,DC=org.")
    private @Nullable String server;

    @Option(
            names = "--security",
            paramLabel = "HOW",
            description = "starttls, tls for LDAPS, or none.")
    private @Nullable String security;

    @Option(
            names = "--authorities",
            paramLabel = "FILE",
            description = "Trust these certificates, in PEM form, instead of the machine's.")
    private @Nullable Path authorities;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Who signs in there.")
    private @Nullable String account;

    @ArgGroup private Secret secret = new Secret();

    @Option(
            names = "--base",
            paramLabel = "BASE",
            description = "Below which entry users are, where the binding string doesn't say it.")
    private @Nullable String base;

    @Option(names = "--filter", paramLabel = "FILTER", description = "Finds the people.")
    private @Nullable String filter;

    @Option(
            names = "--attribute",
            paramLabel = "FIELD=ATTRIBUTE",
            description =
                    "Which attribute holds what, as in address=mail; can be given several times.")
    private Map<String, String> attributes = Map.of();

    /** Where the secret comes from. */
    static final class Secret {
        @Option(
                names = "--secret-stdin",
                description = "The secret of the account is the first line of standard input.")
        boolean fromInput;

        @Option(names = "--ask-secret", description = "Ask for the secret of the account.")
        boolean asked;

        @Nullable String read(Terminal terminal) {
            return fromInput
                    ? terminal.secretFromInput()
                    : asked ? terminal.askSecret("Secret of the account: ") : null;
        }
    }

    /** What was said, by the names of the API. */
    Map<String, Object> said(Terminal terminal) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("kind", word(kind));
        said.put("server", server);
        said.put("security", word(security));
        said.put("authorities", authorities == null ? null : text(authorities));
        said.put("account", account);
        said.put("secret", secret.read(terminal));
        said.put("base", base);
        said.put("filter", filter);
        Map<String, Object> told = new LinkedHashMap<>();
        said.forEach((field, value) -> {
            if (value != null) {
                told.put(field, value);
            }
        });
        if (!attributes.isEmpty()) {
            told.put("attributes", attributes);
        }
        return told;
    }

    private static @Nullable String word(@Nullable String typed) {
        return typed == null ? null : typed.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            throw Failure.usage("The file %s can't be read.".formatted(file));
        }
    }
}
