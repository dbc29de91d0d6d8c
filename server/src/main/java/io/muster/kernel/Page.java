package io.muster.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. Pages are found by cursor, never by offset, so that the last page costs what
 * the first does and nothing is seen twice or missed while rows come and go.
 *
 * @param next the cursor of the page after this one, null on the last page
 * @param previous the cursor of the page before this one, null on the first page
 */
public record Page<T>(List<T> items, @Nullable String next, @Nullable String previous) {

    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), next, previous);
    }
}
