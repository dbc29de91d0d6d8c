package io.muster.users;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields that a change touches, with their values before and after it, for the audit log. */
record ChangedFields(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {

    /** Compares by value; parts within a part are named with a dot. */
    static ChangedFields between(Map<?, ?> before, Map<?, ?> after) {
        Map<String, @Nullable Object> from = flat(before);
        Map<String, @Nullable Object> to = flat(after);
        Map<String, @Nullable Object> was = new TreeMap<>();
        Map<String, @Nullable Object> is = new TreeMap<>();
        to.forEach((name, value) -> {
            if (!Objects.equals(from.get(name), value)) {
                was.put(name, from.get(name));
                is.put(name, value);
            }
        });
        return new ChangedFields(was, is);
    }

    boolean none() {
        return after.isEmpty();
    }

    /** All on one level: parts within a part are named with a dot. */
    static Map<String, @Nullable Object> flat(Map<?, ?> nested) {
        Map<String, @Nullable Object> flat = new TreeMap<>();
        nested.forEach((name, value) -> {
            if (value instanceof Map<?, ?> part) {
                flat(part).forEach((inner, innerValue) -> flat.put(name + "." + inner, innerValue));
            } else {
                flat.put(String.valueOf(name), value);
            }
        });
        return flat;
    }
}
