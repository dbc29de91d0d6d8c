package io.muster.domains;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where names are looked up.
 *
 * @param server the name server that is asked, as {@code 192.0.2.1:53}; without it that of the
 *     machine
 */
@ConfigurationProperties("muster.dns")
public record DnsSettings(@Nullable String server) {}
