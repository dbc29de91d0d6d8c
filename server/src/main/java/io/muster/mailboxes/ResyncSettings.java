package io.muster.mailboxes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for the resync of all users.
 *
 * @param pause how long it rests after each batch
 * @param busiest the share of the processors in use, 0 to 1, above which the next batch waits on
 */
@ConfigurationProperties("muster.resync")
record ResyncSettings(@DefaultValue("10s") Duration pause, @DefaultValue("0.75") double busiest) {}
