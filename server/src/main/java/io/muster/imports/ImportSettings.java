package io.muster.imports;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator sets for imports and exports.
 *
 * @param largestFile a larger file is refused
 * @param keep after that time uploaded rows, verdicts and exported files are removed
 */
@ConfigurationProperties("muster.imports")
record ImportSettings(
        @DefaultValue("300MB") DataSize largestFile, @DefaultValue("7d") Duration keep) {}
