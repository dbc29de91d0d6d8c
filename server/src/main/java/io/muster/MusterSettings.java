package io.muster;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What must be known before anything runs. Set in {@code muster.yaml} in the working folder, in the
 * file that {@code MUSTER_CONFIG} names, or by environment variables ({@code muster.port} is {@code
 * MUSTER_PORT}).
 *
 * @param data the folder of everything that must survive: database, secrets, files
 * @param address the address the web server listens on
 * @param port the port the web server listens on; 0 takes a free one
 * @param instanceKeyFile a file with the 32 bytes of the instance key; made in the data folder when
 *     none is named
 */
@ConfigurationProperties("muster")
record MusterSettings(
        @DefaultValue("data") Path data,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8080") int port,
        @Nullable Path instanceKeyFile,
        @DefaultValue Database database) {

    /**
     * The database to use instead of the one Muster starts itself.
     *
     * @param url {@code postgresql://owner:password@host:5432/database} or {@code
     *     jdbc:postgresql://...}: as the owner, who migrates
     * @param applicationPassword the password of the role muster_app, where the owner may not set
     *     one himself
     */
    record Database(@Nullable String url, @Nullable String applicationPassword) {

        /** Leaves both values out: they hold passwords. */
        @Override
        public String toString() {
            return "Database[external=" + (url != null) + "]";
        }
    }
}
