package io.muster.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parameters behind the question mark. */
record Query(List<Map.Entry<String, String>> parameters) {

    static final Query NONE = new Query(List.of());

    /** A value that is a collection becomes one parameter for each of its elements. */
    static Query of(Map<String, ?> values) {
        return new Query(
                values.entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue() instanceof Collection<?> many
                                        ? many.stream().map(one -> pair(entry.getKey(), one))
                                        : Stream.of(pair(entry.getKey(), entry.getValue())))
                        .toList());
    }

    Query with(String name, Object value) {
        return new Query(Stream.concat(parameters.stream(), Stream.of(pair(name, value))).toList());
    }

    private static Map.Entry<String, String> pair(String name, Object value) {
        return Map.entry(name, value.toString());
    }

    /** Empty, or beginning with a question mark. */
    String text() {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
