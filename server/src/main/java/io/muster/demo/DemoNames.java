package io.muster.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;

/** Names of many cultures, and how they are written in addresses. */
final class DemoNames {

    private static final Properties POOLS = pools();
    private static final Map<String, String> SPELLINGS = spellings();

    /** Letters that don't come apart into a letter of ASCII and a mark. */
    private static final Map<String, String> LETTERS =
            Map.of(
                    "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "ł", "l", "ø", "o", "å", "a", "ı",
                    "i", "æ", "ae");

    private DemoNames() {}

    /** First and last name as the person writes them. */
    record Name(String first, String last) {}

    static Name of(String culture, Random random) {
        return new Name(pick(culture + ".first", random), pick(culture + ".last", random));
    }

    private static String pick(String pool, Random random) {
        List<String> names = words(pool);
        return written(names.get(random.nextInt(names.size())));
    }

    /** The name as the left part of an address. */
    static String latin(String name) {
        return Arrays.stream(name.split(" "))
                .map(word -> SPELLINGS.getOrDefault(word, word))
                .map(DemoNames::ascii)
                .collect(Collectors.joining("."));
    }

    private static String ascii(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            lower = lower.replace(letter.getKey(), letter.getValue());
        }
        return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^a-z]", "");
    }

    private static List<String> words(String pool) {
        return List.of(POOLS.getProperty(pool).split("\\s+"));
    }

    /** Where a name is not written in Latin letters, its spelling stands behind a slash. */
    private static String written(String word) {
        return word.split("/", 2)[0];
    }

    private static Map<String, String> spellings() {
        Map<String, String> spellings = new HashMap<>();
        POOLS.stringPropertyNames().stream()
                .flatMap(pool -> words(pool).stream())
                .map(word -> word.split("/", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> spellings.put(parts[0], parts[1]));
        return spellings;
    }

    private static Properties pools() {
        var pools = new Properties();
        try (InputStream file = DemoNames.class.getResourceAsStream("names.properties")) {
            if (file == null) {
                throw new IllegalStateException("names.properties is missing");
            }
            pools.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return pools;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
