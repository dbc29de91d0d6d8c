package io.muster.mailengine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that takes all mail for others, where one does.
 *
 * @param host its name or address; without it mail goes straight to the servers of its recipients
 * @param security how the connection is encrypted, and the name in its certificate checked
 * @param account the name to sign in with; without it nobody signs in
 * @param trustedCertificates a PEM file with those that its certificate must lead to; without it
 *     those that the machine trusts
 * @param checkName whether its certificate must be for that name or address
 */
@ConfigurationProperties("muster.mail.smarthost")
record SmarthostSettings(
        @Nullable String host,
        @DefaultValue("587") int port,
        @DefaultValue("STARTTLS") Security security,
        @Nullable String account,
        @Nullable String password,
        @Nullable Path trustedCertificates,
        @DefaultValue("true") boolean checkName) {

    enum Security {
        /** Not encrypted; nobody signs in then but on this machine. */
        NONE,
        /** After STARTTLS, which must be offered. */
        STARTTLS,
        /** From the first octet. */
        TLS
    }

    SmarthostSettings {
        if (account != null && password == null) {
            throw new IllegalArgumentException("muster.mail.smarthost.account needs a password");
        }
        if (account != null && security == Security.NONE && !isHere(host)) {
            throw new IllegalArgumentException(
                    "muster.mail.smarthost.security: a password travels encrypted only");
        }
        if (trustedCertificates != null && security == Security.NONE) {
            throw new IllegalArgumentException(
                    "muster.mail.smarthost.trusted-certificates: nothing is encrypted with security NONE");
        }
    }

    private static boolean isHere(@Nullable String host) {
        return host != null && host.matches("localhost|127(\\.\\d{1,3}){3}|::1");
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "SmarthostSettings[" + host + ":" + port + "]";
    }
}
