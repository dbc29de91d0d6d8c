package io.muster.domains;

import io.muster.kernel.DomainName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains in which anybody gets an address, and which therefore are no organization's. */
final class FreeMail {

    private static final String LIST = "/domains/free-mail.txt";
    private static final Set<String> NAMES = read();

    private FreeMail() {}

    static boolean is(DomainName domain) {
        return NAMES.contains(domain.value());
    }

    private static Set<String> read() {
        var list = FreeMail.class.getResourceAsStream(LIST);
        if (list == null) {
            throw new IllegalStateException(LIST + " is missing");
        }
        try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> new DomainName(line).value())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
