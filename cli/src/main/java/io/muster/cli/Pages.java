package io.muster.cli;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Walks a list from its first page on; the next page is asked for when it is needed. */
final class Pages implements Iterator<JsonNode> {

    private static final int LARGEST_PAGE = 500;

    private final Api api;
    private final String path;
    private final Query query;
    private long left;
    private @Nullable String next = "";
    private @Nullable Iterator<JsonNode> page;

    /**
     * @param most how many rows at most; 0 for all
     */
    Pages(Api api, String path, Query query, long most) {
        this.api = api;
        this.path = path;
        this.query = query;
        this.left = most == 0 ? Long.MAX_VALUE : most;
    }

    @Override
    public boolean hasNext() {
        if (left == 0) {
            return false;
        }
        while (page == null || !page.hasNext()) {
            if (next == null) {
                return false;
            }
            page = fetch(next);
        }
        return true;
    }

    private Iterator<JsonNode> fetch(String cursor) {
        Query wanted = query.with("limit", Math.min(LARGEST_PAGE, left));
        JsonNode answer = api.get(path, cursor.isEmpty() ? wanted : wanted.with("cursor", cursor));
        String following = Json.text(answer, "next");
        next = following.isEmpty() ? null : following;
        return answer.path("items").iterator();
    }

    @Override
    public JsonNode next() {
        if (!hasNext() || page == null) {
            throw new NoSuchElementException();
        }
        left--;
        return page.next();
    }
}
