package io.muster.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether an empty instance is filled with something to look at.
 *
 * @param demo only on a loopback address: its people share one password
 */
@ConfigurationProperties("muster")
record DemoSettings(@DefaultValue("false") boolean demo) {}
