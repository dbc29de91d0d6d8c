package io.muster.directories;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.muster.directories.DirectoryWish.WantedAttributes;
import io.muster.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether a directory can be as somebody wants it. Asks nobody. */
final class DirectoryRule {

    static final int LONGEST_NAME = 100;
    static final int LONGEST_SERVER = 1_500;
    static final int LONGEST_AUTHORITIES = 40_000;
    static final int LONGEST_ACCOUNT = 500;
    static final int LONGEST_SECRET = 500;
    static final int LONGEST_BASE = 1_000;
    static final int LONGEST_FILTER = 2_000;

    private static final Pattern ATTRIBUTE =
            Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,99}|[0-2](?:\\.[0-9]{1,20}){1,20}");

    /**
     * Whoever may set up a directory needn't know the secret of its account, so that what only this
     * one may read isn't shown by way of a sample.
     */
    private static final Set<String> GUARDED =
            Set.of(
                    "userpassword",
                    "2.5.4.35",
                    "unicodepwd",
                    "dbcspwd",
                    "ntpwdhistory",
                    "lmpwdhistory",
                    "supplementalcredentials",
                    "ms-mcs-admpwd",
                    "mslaps-password",
                    "mslaps-encryptedpassword",
                    "sambantpassword",
                    "sambalmpassword",
                    "sambapasswordhistory",
                    "krbprincipalkey",
                    "authpassword",
                    "pwdhistory",
                    "passwordhistory");

    private final DirectoryWish wish;
    private final @Nullable Directory before;
    private final List<FieldError> errors = new ArrayList<>();

    private DirectoryRule(DirectoryWish wish, @Nullable Directory before) {
        this.wish = wish;
        this.before = before;
    }

    /** What was decided. */
    sealed interface Verdict {

        /**
         * @param secret in clear text; null where nobody signs in or the one that is set stays
         * @param keepsSecret whether the one that is set stays
         */
        record Accepted(DirectorySettings settings, @Nullable String secret, boolean keepsSecret)
                implements Verdict {

            /** Leaves the secret out. */
            @Override
            public String toString() {
                return "Accepted[" + settings.name() + "]";
            }
        }

        record Refused(List<FieldError> errors) implements Verdict {}
    }

    /**
     * @param before the directory that is changed, null for a new one
     */
    static Verdict decide(DirectoryWish wish, @Nullable Directory before) {
        return new DirectoryRule(wish, before).decide();
    }

    private Verdict decide() {
        String name = text("name", wish.name(), LONGEST_NAME, true);
        DirectoryKind kind = wish.kind();
        if (kind == null) {
            refuse("kind", "required", "Say which kind of directory it is.");
            kind = DirectoryKind.OPENLDAP;
        }
        String written = text("server", wish.server(), LONGEST_SERVER, true);
        ServerName server = written.isEmpty() ? null : ServerName.parse(written).orElse(null);
        if (server == null && !written.isEmpty()) {
            refuse(
                    "server",
                    "format",
                    "Write a host, a host with a port as in dc.example.org:389, or a binding string as in LDAP://dc.example.org/CN=Users,DC=example,DC=org.");
        }
        DirectorySecurity security = security(server);
        String authorities = text("authorities", wish.authorities(), LONGEST_AUTHORITIES, false);
        if (Authorities.parse(authorities).isEmpty()) {
            refuse(
                    "authorities",
                    "format",
                    "These are no certificates in PEM form, or more than 20.");
        }
        DirectorySettings settings =
                new DirectorySettings(
                        name,
                        kind,
                        server == null ? "" : server.host(),
                        server == null || server.port() == null
                                ? security.port()
                                : Objects.requireNonNull(server.port()),
                        security,
                        authorities,
                        text("account", wish.account(), LONGEST_ACCOUNT, false),
                        base(server),
                        filter(kind),
                        attributes(kind),
                        limits());
        return decide(settings);
    }

    private Verdict decide(DirectorySettings settings) {
        String secret = wish.secret() == null || wish.secret().isEmpty() ? null : wish.secret();
        boolean keeps =
                secret == null
                        && !settings.account().isEmpty()
                        && before != null
                        && before.secret() != null
                        && before.settings().sameDoor(settings);
        if (secret != null && secret.length() > LONGEST_SECRET) {
            tooLong("secret", LONGEST_SECRET);
        }
        if (settings.account().isEmpty() && secret != null) {
            refuse("account", "required", "Say whose secret it is.");
        }
        if (!settings.account().isEmpty() && secret == null && !keeps) {
            refuse(
                    "secret",
                    "required",
                    before == null
                            ? "Signing in to a directory needs a secret."
                            : "Give the secret again: it goes to no other server, account or certificate than it was given for.");
        }
        if (!settings.carriesPasswords()) {
            refuse(
                    "security",
                    "tls-needed",
                    "Passwords and secrets travel to another machine only encrypted: choose StartTLS or LDAPS.");
        }
        return errors.isEmpty()
                ? new Verdict.Accepted(settings, secret, keeps)
                : new Verdict.Refused(List.copyOf(errors));
    }

    private DirectorySecurity security(@Nullable ServerName server) {
        boolean encrypted = server != null && server.encrypted();
        DirectorySecurity wanted = wish.security();
        if (wanted == null) {
            return encrypted ? DirectorySecurity.TLS : DirectorySecurity.STARTTLS;
        }
        if (encrypted && wanted != DirectorySecurity.TLS) {
            refuse(
                    "security",
                    "contradiction",
                    "The server is written with ldaps, which is LDAPS.");
        }
        return wanted;
    }

    /** From its field, or from the binding string. */
    private String base(@Nullable ServerName server) {
        String base = text("base", wish.base(), LONGEST_BASE, false);
        String bound = server == null ? "" : server.base();
        String told = base.isEmpty() ? bound : base;
        Optional<DN> name = name(told);
        if (told.isEmpty()) {
            if (errors.stream().noneMatch(error -> error.field().equals("server"))) {
                refuse(
                        "base",
                        "required",
                        "Say below which entry users are, as in OU=People,DC=example,DC=org.");
            }
        } else if (name.isEmpty()) {
            refuse(
                    bound.isEmpty() || !base.isEmpty() ? "base" : "server",
                    "format",
                    "The base is no distinguished name as in OU=People,DC=example,DC=org.");
        } else if (!bound.isEmpty() && !name.equals(name(bound))) {
            refuse("base", "contradiction", "The binding string names another base.");
        }
        return told;
    }

    private static Optional<DN> name(String text) {
        try {
            DN name = new DN(text);
            return name.isNullDN() ? Optional.empty() : Optional.of(name);
        } catch (LDAPException _) {
            return Optional.empty();
        }
    }

    private String filter(DirectoryKind kind) {
        String filter = text("filter", wish.filter(), LONGEST_FILTER, false);
        if (filter.isEmpty()) {
            return kind.filter();
        }
        try {
            if (asksForGuarded(Filter.create(filter))) {
                refuse("filter", "guarded", "Passwords are nothing to look for.");
            }
        } catch (LDAPException _) {
            refuse("filter", "format", "This is no filter as in (objectClass=person).");
        }
        return filter;
    }

    private static boolean asksForGuarded(Filter filter) {
        Filter negated = filter.getNOTComponent();
        return isGuarded(filter.getAttributeName())
                || (negated != null && asksForGuarded(negated))
                || List.of(filter.getComponents()).stream().anyMatch(DirectoryRule::asksForGuarded);
    }

    private static boolean isGuarded(@Nullable String attribute) {
        // RFC 4512 2.5: options follow a semicolon.
        return attribute != null
                && GUARDED.contains(attribute.toLowerCase(Locale.ROOT).replaceAll(";.*", ""));
    }

    private AttributeMapping attributes(DirectoryKind kind) {
        WantedAttributes wanted =
                wish.attributes() == null ? WantedAttributes.USUAL : wish.attributes();
        AttributeMapping mapping = wanted.over(kind.attributes());
        mapping.byField()
                .forEach((field, attribute) -> {
                    String path = "attributes." + field;
                    if (!attribute.isEmpty() && !ATTRIBUTE.matcher(attribute).matches()) {
                        refuse(path, "format", "This is no name of an attribute.");
                    } else if (isGuarded(attribute)) {
                        refuse(path, "guarded", "Passwords are not read.");
                    }
                });
        if (mapping.entryId().isEmpty()) {
            refuse(
                    "attributes.entryId",
                    "required",
                    "Say which attribute stays the same when an entry is renamed.");
        }
        if (mapping.logonName().isEmpty()) {
            refuse("attributes.logonName", "required", "Say which attribute users sign in with.");
        }
        return mapping;
    }

    private DirectoryLimits limits() {
        DirectoryLimits usual = DirectoryLimits.USUAL;
        return new DirectoryLimits(
                number("pageSize", wish.pageSize(), usual.pageSize(), 1_000),
                number("connectSeconds", wish.connectSeconds(), usual.connectSeconds(), 30),
                number("answerSeconds", wish.answerSeconds(), usual.answerSeconds(), 60));
    }

    private int number(String field, @Nullable Integer wanted, int usual, int most) {
        if (wanted == null) {
            return usual;
        }
        if (wanted < 1 || wanted > most) {
            refuse(field, "range", "A number from 1 to " + most + ".");
        }
        return wanted;
    }

    private String text(String field, @Nullable String wanted, int longest, boolean required) {
        String text = wanted == null ? "" : wanted.strip();
        if (text.isEmpty() && required) {
            refuse(field, "required", "This is needed.");
        }
        if (text.length() > longest) {
            tooLong(field, longest);
            return text.substring(0, longest);
        }
        return text;
    }

    private void tooLong(String field, int longest) {
        refuse(field, "too-long", "At most " + longest + " characters.");
    }

    private void refuse(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }
}
