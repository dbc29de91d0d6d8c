package io.muster.access;

import io.muster.testing.Browser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules for sessions of an organization, set as its administrator does. */
final class SessionRules {

    private SessionRules() {}

    /**
     * @param path of the rules
     * @param rules that are to be others than the widest
     */
    static Browser.Answer set(Browser browser, String path, Map<String, ?> rules) {
        Map<String, Object> all =
                new HashMap<>(
                        Map.of(
                                "idleMinutes",
                                60,
                                "oneSession",
                                false,
                                "oneAddress",
                                false,
                                "allowed",
                                List.of(),
                                "blocked",
                                List.of(),
                                "attempts",
                                10,
                                "lockMinutes",
                                1));
        all.putAll(rules);
        return browser.put(path, all, browser.get(path).header("ETag").orElseThrow());
    }
}
